import type { ReadKind } from '@grabber/contracts/engine/reading';
import { pause } from '@grabber/primitives/abort';
import { isWorthWaitingFor } from '../reading/sync-gaps.ts';
import type { Session } from '../sessions/session.ts';
import { isProgressing } from '../sessions/session-sync.ts';

/** The session's probes bring the news; between two of them a look costs nothing. */
const LOOK_INTERVAL_MS = 50;

/**
 * Waits while a part of the sync that the read needs is missing and something still comes, at most so long. The
 * read then says what is missing. Rejects with the signal's reason.
 */
export async function waitForSync(
  session: Session,
  kind: ReadKind,
  { longestMs, signal }: { readonly longestMs: number; readonly signal: AbortSignal },
): Promise<void> {
  if (longestMs === 0 || !isComing(session, kind)) return;
  session.log.info({ kind }, 'Read waits for the sync');
  const end = performance.now() + longestMs;
  for (let left = longestMs; left > 0; left = end - performance.now()) {
    await pause(Math.min(LOOK_INTERVAL_MS, left), { signal });
    signal.throwIfAborted();
    if (!isComing(session, kind)) return;
  }
}

function isComing({ state, sync }: Session, kind: ReadKind): boolean {
  if (state.status !== 'connected' || sync === null) return false;
  return isWorthWaitingFor(sync.state, kind) && isProgressing(sync);
}
