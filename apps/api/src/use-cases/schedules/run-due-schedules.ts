import { takeDueSchedule } from '@grabber/database/schedules/schedules';
import type { Context } from '../../context.ts';
import { decideRun } from '../../schedules/next-run.ts';

type Needs = Pick<Context, 'db' | 'jobs' | 'logger'>;

/** Queues the grabs of all schedules that are due. Throws the errors of `pg`. */
export async function runDueSchedules(
  { db, jobs, logger }: Needs,
  signal: AbortSignal,
): Promise<void> {
  await jobs.ready();
  let queued = false;
  while (!signal.aborted) {
    const taken = await takeDueSchedule(
      db,
      (schedule, now) => decideRun(schedule, schedule.due_at ?? now, now),
      jobs.enqueueFor,
    );
    if (taken === null) break;
    queued ||= taken.ran;
    const { session_id, schedule_id, missed } = taken;
    if (missed > 0)
      logger.warn({ session_id, schedule_id, missed }, 'Runs of a schedule were missed');
  }
  if (queued) jobs.wake();
}
