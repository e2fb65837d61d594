import { finishGrab } from '@grabber/database/finish-grab';
import { listQueuedGrabs } from '@grabber/database/list-queued-grabs';
import { GRAB_INTERRUPTED, markInterruptedGrabs } from '@grabber/database/mark-interrupted-grabs';
import type { Context } from '../context.ts';

/** A grab is asked after only when its job has had time to be seen. */
const QUEUED_AT_LEAST_MS = 10_000;
const MAX_LOOKED_AT = 200;

/**
 * Ends what killed processes left behind: a grab that ran is failed, or tried again when it is
 * durable; one that waits for a job that is no more is failed.
 */
export async function recoverGrabs(context: Context): Promise<void> {
  const { db, clock, jobs, logger } = context;
  const now = clock();
  const { failed, requeued } = await markInterruptedGrabs(db, { now });
  for (const grab_id of failed) logger.warn({ grab_id }, 'Grab was interrupted');
  for (const grab_id of requeued) {
    logger.warn({ grab_id }, 'Durable grab was interrupted, and is tried again');
    await jobs.giveUp(grab_id);
  }
  const created_before = new Date(now.getTime() - QUEUED_AT_LEAST_MS);
  for (const id of await listQueuedGrabs(db, { created_before, limit: MAX_LOOKED_AT })) {
    if (await jobs.isAlive(id)) continue;
    const error = GRAB_INTERRUPTED;
    const ended = await finishGrab(db, { id, state: 'failed', error, only: 'queued', now });
    if (ended) logger.error({ grab_id: id }, 'Durable grab was given up: its job is gone');
  }
}
