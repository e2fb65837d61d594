import type { Schema } from '@grabber/api-client';
import { useSessions } from '../../api/sessions.ts';
import { useText } from '../../text/use-text.ts';
import { EmptyState, Pill, type Tone } from '../../ui/notice.tsx';
import { type Column, SimpleTable } from '../../ui/simple-table.tsx';
import { useStatuses } from './health-data.ts';
import { type Allowance, BUDGETS, type SafetyLevel, safetyLevel, safetyOf } from './safety.ts';

type Status = Schema<'SessionStatus'>;

const TONES: Readonly<Record<SafetyLevel, Tone>> = { calm: 'good', careful: 'warn', rest: 'bad' };

/** How careful each account must be, as a number, and what it may still do. */
export function SafetyTable() {
  const { t, number } = useText();
  const { sessions, nameOf, isPending } = useSessions();
  const statuses = useStatuses(sessions.map(({ session_id }) => session_id));
  const columns: Column<Status>[] = [
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
      (name): Column<Status> => ({
        title: t(`health.budget.${name}`),
        cell: ({ budget }) => <Left allowance={budget[name]} />,
      }),
    ),
    { title: t('health.self_check'), cell: (status) => <SelfCheck status={status} /> },
  ];
  if (!isPending && sessions.length === 0) {
    return <EmptyState icon="accounts" title={t('state.none')} />;
  }
  return (
    <SimpleTable
      label={t('health.safety')}
      columns={columns}
      rows={statuses}
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
      {t('health.left', { count: left })}
      {left === 0 && next && (
        <span className="block text-sm text-muted">{t('health.again', { when: ago(next) })}</span>
      )}
    </>
  );
}

/** The engine looks for each part of WhatsApp Web that it needs whenever a session becomes ready. */
function SelfCheck({ status }: { readonly status: Status }) {
  const { t } = useText();
  if (status.last_error?.code === 'WHATSAPP_WEB_CHANGED') {
    return (
      <>
        <Pill tone="bad">{t('health.check.failed')}</Pill>
        <span className="mt-1 block max-w-sm text-sm">{status.last_error.message}</span>
      </>
    );
  }
  if (status.status !== 'connected' || status.stale) {
    return <Pill>{t('health.check.unknown')}</Pill>;
  }
  const isUnknown = status.sync?.state === 'unknown';
  return (
    <Pill tone={isUnknown ? 'warn' : 'good'}>
      {t(isUnknown ? 'health.check.partly' : 'health.check.passed')}
    </Pill>
  );
}
