import { useText } from '../../text/use-text.ts';
import { Facts } from '../../ui/facts.tsx';
import { Notice, Pill } from '../../ui/notice.tsx';
import { OutOf } from '../../ui/out-of.tsx';
import { Card, ProgressBar } from '../../ui/page.tsx';
import { type Engine, type EngineState, engineState } from './engine-state.ts';
import { EngineStatePill } from './engine-table.tsx';
import { uptimeText } from './uptime.ts';

type Report = NonNullable<Engine['report']>;

/** Each engine: whether it answers, how full it is, and whether WhatsApp Web still fits. */
export function EngineCards({ engines }: { readonly engines: readonly Engine[] }) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,24rem),1fr))] gap-4">
      {engines.map((engine, index) => (
        <li key={engine.report?.started_at ?? index} className="grid">
          <EngineCard engine={engine} name={engines.length > 1 ? index + 1 : null} />
        </li>
      ))}
    </ul>
  );
}

function EngineCard({ engine, name }: { readonly engine: Engine; readonly name: number | null }) {
  const { t, language } = useText();
  const { report, error_code: code } = engine;
  const state = engineState(engine);
  return (
    <Card className="flex flex-col gap-4">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="text-lg font-semibold">
          {name === null ? t('health.part.engine') : t('health.engine_number', { number: name })}
        </h3>
        <EngineStatePill engine={engine} />
        {report && (
          <p className="ms-auto text-sm text-muted">
            {t('health.version', { version: report.version })} ·{' '}
            {t('health.uptime', { time: uptimeText(language, report.started_at) })}
          </p>
        )}
      </header>
      {report ? (
        <EngineNumbers report={report} />
      ) : (
        <p>{t(WHY_NO_REPORT[state] ?? 'health.engine_older', { code: code ?? '' })}</p>
      )}
      {state === 'draining' && <p>{t('health.engine_draining')}</p>}
    </Card>
  );
}

const WHY_NO_REPORT: Readonly<
  Partial<Record<EngineState, 'health.engine_away' | 'health.engine_stopped'>>
> = {
  away: 'health.engine_away',
  stopped: 'health.engine_stopped',
};

function EngineNumbers({ report }: { readonly report: Report }) {
  const { t, bytes, number } = useText();
  const { memory_bytes: own, browsers_memory_bytes: browsers, memory_limit_bytes: limit } = report;
  const of = ({ now, limit: most }: Report['reads']) => (
    <OutOf now={number(now)} of={number(most)} />
  );
  return (
    <>
      <Bar
        title={t('health.memory')}
        text={t('health.of', { now: bytes(own + (browsers ?? 0)), limit: bytes(limit) })}
        done={own + (browsers ?? 0)}
        total={limit}
      />
      <Bar
        title={t('health.sessions')}
        text={t('health.of', {
          now: number(report.sessions.now),
          limit: number(report.sessions.limit),
        })}
        done={report.sessions.now}
        total={report.sessions.limit}
      />
      <Facts
        isGrid
        facts={[
          {
            name: t('health.browsers'),
            value: of({ now: report.browsers, limit: report.browsers_limit }),
          },
          {
            name: t('health.browser_memory'),
            value: browsers === null ? '–' : bytes(browsers),
          },
          { name: t('health.engine_memory'), value: bytes(own) },
          { name: t('health.starts'), value: of(report.starts) },
          { name: t('health.reads'), value: of(report.reads) },
        ]}
      />
      <WhatsAppWeb report={report} />
    </>
  );
}

type BarProps = {
  readonly title: string;
  readonly text: string;
  readonly done: number;
  readonly total: number;
};

function Bar({ title, text, done, total }: BarProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap justify-between gap-x-3 text-sm">
        <span className="text-muted">{title}</span>
        <span className="font-medium tabular-nums">{text}</span>
      </p>
      <ProgressBar label={`${title}: ${text}`} done={done} total={total} />
    </div>
  );
}

/** Which versions run, and what the self-check found, with what to do about it. */
function WhatsAppWeb({ report }: { readonly report: Report }) {
  const { t, ago } = useText();
  const { outcome, checked_at: checkedAt, missing, failed_sessions: count } = report.self_check;
  return (
    <section className="flex flex-col gap-2">
      <h4 className="flex flex-wrap items-center gap-2 font-medium">
        {t('health.self_check')}
        <Pill tone={CHECK_TONES[outcome]}>{t(`health.check.${outcome}`)}</Pill>
        {checkedAt && (
          <span className="text-sm font-normal text-muted">
            {t('health.checked', { when: ago(checkedAt) })}
          </span>
        )}
      </h4>
      {report.whatsapp_web.length > 0 && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {report.whatsapp_web.map(({ version, sessions }) => (
            <li key={version}>
              <code dir="ltr">{version}</code>{' '}
              <span className="text-muted">{t('health.in_sessions', { count: sessions })}</span>
            </li>
          ))}
        </ul>
      )}
      {outcome === 'failed' && (
        <Notice tone="bad" title={t('health.check_failed', { count })}>
          <p>{t('health.check_failed_text')}</p>
          <ul className="mt-1 list-disc ps-5 text-sm">
            {missing.map((member) => (
              <li key={member}>
                <code dir="ltr" className="break-all">
                  {member}
                </code>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </section>
  );
}

export const CHECK_TONES = { passed: 'good', failed: 'bad', unknown: 'plain' } as const;
