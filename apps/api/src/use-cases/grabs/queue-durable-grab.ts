import type { CreateGrabBody } from '@grabber/contracts/api/grab-record';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import { queueGrab } from '@grabber/database/grabs/queue-grab';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';

/** How long a request waits for other requests that queue a grab of the same session. */
const QUEUE_LOCK_TIMEOUT_MS = 10_000;

/**
 * Queues a grab that runs in the background, without a waiting client, and survives this process.
 * `joined`: a grab of this kind was already queued or running, and is the answer. Throws
 * GrabLockTimeout, SessionNotFound and the errors of `pg`.
 */
export async function queueDurableGrab(
  { db, jobs, clock }: Pick<Context, 'db' | 'jobs' | 'clock'>,
  session: SessionRow,
  wanted: CreateGrabBody,
): Promise<{ grab: GrabRow; joined: boolean }> {
  await jobs.ready();
  const { kind, refresh = false, confirm_removals = false } = wanted;
  const request = {
    session_id: session.id,
    kind,
    refresh,
    confirm_removals,
    now: clock(),
    lock_timeout_ms: QUEUE_LOCK_TIMEOUT_MS,
  };
  const queued = await queueGrab(db, request, jobs.enqueueFor(session.workspace_id));
  jobs.wake();
  return queued;
}
