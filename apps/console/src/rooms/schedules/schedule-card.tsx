import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { Notice, Pill } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import type { Schedule } from './schedule-draft.ts';
import { useScheduleActions } from './schedule-list.ts';
import { useWhen } from './schedule-words.ts';

type CardProps = {
  readonly schedule: Schedule;
  readonly name: string;
  readonly onEdit: () => void;
};

/** One schedule: what it does when, its next run, and what it has missed. */
export function ScheduleCard({ schedule, name, onEdit }: CardProps) {
  const { t, time } = useText();
  const { may } = useMe();
  const when = useWhen();
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">{when(schedule)}</h2>
          <p className="text-muted">
            <bdi>{name}</bdi> · {t(`grabs.kind.${schedule.kind}`)}
            {schedule.refresh && ` · ${t('grabs.with_refresh')}`}
          </p>
        </div>
        <StatePill schedule={schedule} />
      </div>
      {schedule.missed_runs > 0 && (
        <Notice tone="warn" title={t('schedules.missed', { count: schedule.missed_runs })}>
          {t('schedules.missed_text', { time: time(schedule.last_missed_at) })}
        </Notice>
      )}
      <About schedule={schedule} />
      {may('grab') && <Buttons schedule={schedule} onEdit={onEdit} />}
    </Card>
  );
}

/** A one-off that has run has no next time though it is enabled. */
function StatePill({ schedule }: { readonly schedule: Schedule }) {
  const { t } = useText();
  if (!schedule.enabled) return <Pill>{t('schedules.state.paused')}</Pill>;
  if (schedule.next_run_at === null) return <Pill>{t('schedules.state.over')}</Pill>;
  return <Pill tone="good">{t('schedules.state.on')}</Pill>;
}

function About({ schedule }: { readonly schedule: Schedule }) {
  const { t, ago, time } = useText();
  const { quiet_hours: quiet, next_run_at: next, last_run_at: last, last_grab_id: grab } = schedule;
  const facts: Fact[] = [
    { name: t('schedules.next'), value: next ? `${time(next)} (${ago(next)})` : '–' },
    {
      name: t('schedules.last'),
      value: grab ? (
        <Link
          to="/grabs"
          search={{ session: schedule.session_id, grab, of: schedule.session_id }}
          className="text-accent-text underline underline-offset-3"
        >
          {time(last)}
        </Link>
      ) : (
        time(last)
      ),
    },
    {
      name: t('schedules.quiet'),
      value: quiet ? (
        <bdi>{`${quiet.from} – ${quiet.to} (${schedule.time_zone})`}</bdi>
      ) : (
        t('schedules.no_quiet')
      ),
    },
    {
      name: t('schedules.spread'),
      value: t('schedules.minutes', { count: schedule.spread_minutes }),
    },
  ];
  return <Facts facts={facts} />;
}

function Buttons({ schedule, onEdit }: Pick<CardProps, 'schedule' | 'onEdit'>) {
  const { t } = useText();
  const [isDeleting, setIsDeleting] = useState(false);
  const { enable, remove } = useScheduleActions(schedule);
  return (
    <div className="flex flex-wrap gap-2">
      <Button isBusy={enable.isPending} onClick={() => enable.mutate(!schedule.enabled)}>
        {t(schedule.enabled ? 'schedules.pause' : 'schedules.resume')}
      </Button>
      <Button onClick={onEdit}>{t('schedules.edit')}</Button>
      <Button onClick={() => setIsDeleting(true)}>{t('action.delete')}</Button>
      <ConfirmDialog
        isOpen={isDeleting}
        onClose={() => setIsDeleting(false)}
        title={t('schedules.delete_title')}
        text={t('schedules.delete_text')}
        action={t('action.delete')}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      />
    </div>
  );
}
