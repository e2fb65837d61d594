import type { GrabRow } from '@grabber/database/grabs/grab-row';
import { finishGrab } from '@grabber/database/grabs/running-grabs';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { tellState } from './emit-grab.ts';
import { requireGrab } from './find-grabs.ts';

const CANCELLED = { code: 'GRAB_CANCELLED', message: 'The grab was cancelled.' };

/**
 * Ends a grab that waits or runs, wherever it does: nothing of it is stored. One that has ended is
 * answered as it is. Throws GRAB_NOT_FOUND.
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
  tellState(context, cancelled);
  // The other replicas look by themselves; so does this one, should it fail now.
  await watch.look().catch((error: unknown) => {
    logger.warn({ err: error }, 'Cancelled grabs could not be looked for');
  });
  return cancelled;
}
