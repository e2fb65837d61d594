import type { GrabRow } from '@grabber/database/grabs/grab-row';
import { finishGrab } from '@grabber/database/grabs/running-grabs';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { emitState } from './emit-grab.ts';
import { requireGrab } from './find-grabs.ts';

const CANCELLED = { code: 'GRAB_CANCELLED', message: 'The grab was cancelled.' };

/**
 * Cancels a queued or running grab, in whichever process it runs. Nothing of it is stored. A grab that
 * has ended is answered unchanged. Throws GRAB_NOT_FOUND.
 */
export async function cancelGrab(
  context: Pick<Context, 'db' | 'clock' | 'watch' | 'grabEvents' | 'logger'>,
  session: SessionRow,
  id: string,
): Promise<GrabRow> {
  const { db, clock, watch, logger } = context;
  const grab = await requireGrab(context, session, id);
  const now = clock();
  const cancelled = await finishGrab(db, {
    id: grab.id,
    state: 'cancelled',
    error: CANCELLED,
    now,
  });
  if (!cancelled) return requireGrab(context, session, id);
  emitState(context, cancelled);
  // Every replica also looks at an interval, so a failure here only delays the stop.
  await watch.look().catch((error: unknown) => {
    logger.warn({ err: error }, 'Looking for cancelled grabs failed');
  });
  return cancelled;
}
