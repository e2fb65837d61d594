import type { ReactNode } from 'react';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Pill } from '../../ui/notice.tsx';
import { OutOf } from '../../ui/out-of.tsx';
import { type Column, SimpleTable } from '../../ui/table/simple-table.tsx';
import { ENGINE_TONES, type Engine, engineState, hostOf } from './engine-state.ts';

const UNKNOWN = '–';

type Row = { readonly engine: Engine; readonly number: number };

/** Several engines beside each other: how full each is, and whether it takes accounts. */
export function EngineTable({ engines }: { readonly engines: readonly Engine[] }) {
  const { t, ago, number } = useText();
  const { may } = useMe();
  const columns: Column<Row>[] = [
    {
      title: t('health.part.engine'),
      cell: ({ engine: { address }, number: place }) => (
        <>
          <Line>{t('health.engine_number', { number: place })}</Line>
          {address && may('global') && (
            <code dir="ltr" className="block w-fit text-xs whitespace-nowrap text-muted">
              {hostOf(address)}
            </code>
          )}
        </>
      ),
    },
    {
      title: t('health.engine_state'),
      cell: ({ engine }) => <EngineStatePill engine={engine} />,
    },
    {
      title: t('health.browsers'),
      cell: ({ engine: { report } }) =>
        report === null ? (
          UNKNOWN
        ) : (
          <Line>
            <OutOf now={number(report.browsers)} of={number(report.browsers_limit)} />
          </Line>
        ),
      isNumber: true,
    },
    {
      title: t('health.engine_accounts'),
      cell: ({ engine: { report } }) =>
        report === null ? (
          UNKNOWN
        ) : (
          <Line>
            <OutOf now={number(report.sessions.now)} of={number(report.sessions.limit)} />
          </Line>
        ),
      isNumber: true,
    },
    { title: t('health.last_seen'), cell: ({ engine }) => <Line>{ago(engine.heartbeat_at)}</Line> },
  ];
  return (
    <SimpleTable
      label={t('health.engines')}
      columns={columns}
      rows={engines.map((engine, index) => ({ engine, number: index + 1 }))}
      keyOf={({ number: place }) => String(place)}
    />
  );
}

/** One line on a narrow screen, too, where the table scrolls. */
function Line({ children }: { readonly children: ReactNode }) {
  return <span className="whitespace-nowrap">{children}</span>;
}

export function EngineStatePill({ engine }: { readonly engine: Engine }) {
  const { t } = useText();
  const state = engineState(engine);
  return <Pill tone={ENGINE_TONES[state]}>{t(`health.engine.${state}`)}</Pill>;
}
