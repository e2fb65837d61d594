import { listQueuedGrabs } from '@grabber/database/grabs/find-grabs';
import {
  GRAB_INTERRUPTED,
  markInterruptedGrabs,
} from '@grabber/database/grabs/mark-interrupted-grabs';
import { finishGrab } from '@grabber/database/grabs/running-grabs';
import type { Context } from '../../context.ts';

type Needs = Pick<Context, 'db' | 'clock' | 'jobs' | 'logger'>;

/** Younger grabs are not checked: their job may not be visible yet. */
const QUEUED_AT_LEAST_MS = 10_000;
const MAX_LOOKED_AT = 200;

/** Ends the grabs that killed processes left behind. Durable grabs go back into the queue. */
export async function recoverGrabs({ db, clock, jobs, logger }: Needs): Promise<void> {
  const { failed, requeued } = await markInterruptedGrabs(db, { now: clock() });
  for (const grab_id of failed) logger.warn({ grab_id }, 'Grab interrupted');
  for (const grab_id of requeued) {
    logger.warn({ grab_id }, 'Durable grab interrupted, retrying');
    await jobs.giveUp(grab_id);
  }
}

/** Fails the queued grabs whose job is gone, for example after its last retry. */
export async function failAbandonedGrabs({ db, clock, jobs, logger }: Needs): Promise<void> {
  const now = clock();
  const created_before = new Date(now.getTime() - QUEUED_AT_LEAST_MS);
  for (const id of await listQueuedGrabs(db, { created_before, limit: MAX_LOOKED_AT })) {
    if (await jobs.isAlive(id)) continue;
    const error = GRAB_INTERRUPTED;
    const ended = await finishGrab(db, { id, state: 'failed', error, only: 'queued', now });
    if (ended) logger.error({ grab_id: id }, 'Durable grab failed: its job is gone');
  }
}
