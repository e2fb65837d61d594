import type { KeyedMutex } from '@grabber/primitives/keyed-mutex';
import { sealSession } from '../seal-session.ts';
import type { Session } from '../session.ts';
import { isRunning } from '../session-state.ts';
import { maySleep, sleepSession } from '../sleep-session.ts';
import { stopBrowser } from '../stop-session.ts';
import { isLeaseOver } from './session-lease.ts';

/** Each closes a browser and stores a profile, which fills the disk and the network. */
const CONCURRENCY = 4;

/** Whether the session has, or had, a lease that ends by time: another engine may continue it. */
export function isLeased({ lease }: Session): boolean {
  return lease !== null && lease.untilMs !== null;
}

/**
 * Puts sessions to sleep and seals their profiles, so that other engines can continue them. Those that cannot sleep are
 * stopped. Never rejects.
 */
export async function drainSessions(
  sessions: readonly Session[],
  runExclusive: KeyedMutex['runExclusive'],
): Promise<void> {
  const waiting = sessions.filter(isLeased);
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const session = next;
      await runExclusive(session.id, () => drain(session)).catch((err: unknown) =>
        session.log.error({ err }, 'Draining the session failed'),
      );
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

async function drain(session: Session): Promise<void> {
  const { state } = session;
  if (state.isAsleep) return isLeaseOver(session) ? undefined : sealSession(session);
  if (!isRunning(state)) return;
  if (maySleep(session)) await sleepSession(session, { isForced: true });
  else await stopBrowser(session);
}
