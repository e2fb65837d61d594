import type { GrabRow } from '@grabber/database/grab-row';
import type { Context } from '../context.ts';
import { type GrabRequest, grab } from './grab.ts';

/**
 * Requests of one kind for one session share one grab and get the same answer. `signal` is the
 * caller's: the grab is stopped when the last of them has left.
 */
export function joinGrab(
  context: Context,
  request: GrabRequest,
  signal: AbortSignal,
): Promise<GrabRow> {
  const { session, kind, refresh } = request;
  const key = `${session.id}/${kind}${refresh ? '/refresh' : ''}`;
  return context.grabs.join(key, signal, (runSignal) => grab(context, request, runSignal));
}
