import type { Schema } from '@grabber/api-client';
import { useSessions } from '../../api/sessions.ts';
import { useText } from '../../text/use-text.ts';
import { EmptyState, Pill, type Tone } from '../../ui/notice.tsx';
import { type Column, SimpleTable } from '../../ui/table/simple-table.tsx';
import { CHECK_TONES } from './engine-cards.tsx';
import { type Allowance, BUDGETS, type SafetyLevel, safetyLevel, safetyOf } from './safety.ts';

type Row = Schema<'SystemSession'>;

const TONES: Readonly<Record<SafetyLevel, Tone>> = { calm: 'good', careful: 'warn', rest: 'bad' };

/** How careful each account must be, as a number, and what it may still do. */
export function SafetyTable({ rows }: { readonly rows: readonly Row[] }) {
  const { t, number } = useText();
  const { nameOf } = useSessions();
  const columns: Column<Row>[] = [
    { title: t('health.account'), cell: ({ session_id }) => <bdi>{nameOf(session_id)}</bdi> },
    {
      title: t('health.safety'),
      cell: ({ budget }) => {
        const safety = safetyOf(budget);
        const level = safetyLevel(safety);
        return (
          <span className="flex flex-wrap items-center gap-2">
            <span className="text-xl font-semibold tabular-nums">{number(safety)}</span>
            <Pill tone={TONES[level]}>{t(`health.safety.${level}`)}</Pill>
          </span>
        );
      },
    },
    ...BUDGETS.map(
      (name): Column<Row> => ({
        title: t(`health.budget.${name}`),
        cell: ({ budget }) => <Left allowance={budget[name]} />,
      }),
    ),
    { title: t('health.self_check'), cell: (row) => <SelfCheck row={row} /> },
  ];
  if (rows.length === 0) return <EmptyState icon="accounts" title={t('state.none')} />;
  return (
    <SimpleTable
      label={t('health.safety')}
      columns={columns}
      rows={rows}
      keyOf={({ session_id }) => session_id}
    />
  );
}

function Left({ allowance }: { readonly allowance: Allowance }) {
  const { t, ago } = useText();
  const { left, next_at: next } = allowance;
  if (left === null) return <span className="text-muted">{t('health.no_limit')}</span>;
  return (
    <>
      {left === 0 ? (
        <Pill tone="warn">{t('health.left', { count: left })}</Pill>
      ) : (
        t('health.left', { count: left })
      )}
      {left === 0 && next && (
        <span className="block text-sm text-muted">{t('health.again', { when: ago(next) })}</span>
      )}
    </>
  );
}

/** Whether the page of the account has each part of WhatsApp Web that reads and linking need. */
function SelfCheck({ row }: { readonly row: Row }) {
  const { t, ago } = useText();
  const { outcome, checked_at: checkedAt, missing } = row.self_check;
  return (
    <>
      <span title={checkedAt ? t('health.checked', { when: ago(checkedAt) }) : undefined}>
        <Pill tone={CHECK_TONES[outcome]}>{t(`health.check.${outcome}`)}</Pill>
      </span>
      {row.whatsapp_web_version && (
        <code dir="ltr" className="mt-1 block w-fit text-xs whitespace-nowrap text-muted">
          {row.whatsapp_web_version}
        </code>
      )}
      {missing.length > 0 && (
        <span className="mt-1 block max-w-sm text-sm">
          {t('health.check_failed_text')}{' '}
          <code dir="ltr" className="break-all">
            {missing.join(', ')}
          </code>
        </span>
      )}
    </>
  );
}
