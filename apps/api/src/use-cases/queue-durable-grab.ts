import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { GrabRow } from '@grabber/database/grab-row';
import { queueGrab } from '@grabber/database/queue-grab';
import type { SessionRow } from '@grabber/database/session-row';
import type { Context } from '../context.ts';

/**
 * Asks for a grab that runs by itself, whoever waits for it, and outlives this process. `joined`: one
 * of its kind waited or ran already, and is that one now. Throws what `pg` throws.
 */
export async function queueDurableGrab(
  { db, jobs, clock }: Pick<Context, 'db' | 'jobs' | 'clock'>,
  session: SessionRow,
  wanted: { kind: ReadKind; refresh?: boolean },
): Promise<{ grab: GrabRow; joined: boolean }> {
  await jobs.ready();
  const { kind, refresh = false } = wanted;
  const request = { session_id: session.id, kind, refresh, now: clock() };
  const queued = await queueGrab(db, request, jobs.enqueue);
  jobs.wake();
  return queued;
}
