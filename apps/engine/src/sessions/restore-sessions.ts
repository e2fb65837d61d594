import { setTimeout as sleep } from 'node:timers/promises';
import { isServiceError } from '@grabber/service-kit/service-error';
import { FOREIGN_OWNER_DEAD_AFTER_MS } from '../browser/profile-owner.ts';
import type { Session } from './session.ts';
import { isToBeRestored } from './session-files.ts';
import type { SessionRegistry } from './session-registry.ts';

const SETTLE_TIMEOUT_MS = 120_000;
const SETTLE_POLL_MS = 100;
const LOCK_RETRY_MS = 2_000;
/** A replaced container leaves a lock that counts as dead only after a while. */
const LOCK_PATIENCE_MS = FOREIGN_OWNER_DEAD_AFTER_MS + 5_000;

/** Starts the loaded sessions that ran when the engine stopped, a few browsers at a time. */
export async function restoreSessions(
  registry: SessionRegistry,
  options: { concurrency: number; signal: AbortSignal },
): Promise<void> {
  const waiting = registry.list().filter(({ record }) => isToBeRestored(record));
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (options.signal.aborted) return;
      await restore(next, registry, options.signal);
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, worker));
}

async function restore(
  session: Session,
  registry: SessionRegistry,
  signal: AbortSignal,
): Promise<void> {
  try {
    await startWhenUnlocked(session, registry, signal);
    await settle(session, signal);
  } catch (error) {
    if (signal.aborted) return;
    session.log.error({ err: error }, 'Session restore failed');
    await registry.giveUpRestoring(session, error);
  }
}

async function startWhenUnlocked(
  session: Session,
  registry: SessionRegistry,
  signal: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + LOCK_PATIENCE_MS;
  for (;;) {
    try {
      await registry.restore(session, signal);
      return;
    } catch (error) {
      const isLocked = isServiceError(error) && error.code === 'PROFILE_IN_USE';
      if (!isLocked || performance.now() > deadline) throw error;
      await sleep(LOCK_RETRY_MS, undefined, { signal });
    }
  }
}

/** Waits until the session's browser is up or has failed, before the next one starts. */
async function settle(session: Session, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + SETTLE_TIMEOUT_MS;
  while (isComingUp(session) && performance.now() < deadline) {
    await sleep(SETTLE_POLL_MS, undefined, { signal });
  }
}

/** A session with an error has failed once: it restarts while the next ones start. */
function isComingUp({ state }: Session): boolean {
  return state.status === 'connecting' && state.lastError === null;
}
