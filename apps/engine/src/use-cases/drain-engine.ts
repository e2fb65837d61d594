import { orAbort } from '@grabber/primitives/abort';
import { pollUntil } from '@grabber/primitives/retry';
import type { Logger } from 'pino';
import type { ReadAdmission } from '../limits/read-admission.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';

/** Those who place sessions look every few seconds. One that is away must not hold the end up for long. */
const LAST_LOOK_MS = 15_000;
const POLL_MS = 50;

type DrainOptions = {
  readonly sessions: Pick<SessionRegistry, 'drain' | 'hasLeases'>;
  readonly reads: Pick<ReadAdmission, 'close'>;
  /** How long running reads may continue. */
  readonly readGraceMs: number;
  readonly logger: Logger;
};

/** The orderly way out of an engine whose sessions others continue. */
export function createDrain({ sessions, reads, readGraceMs, logger }: DrainOptions) {
  let looks = 0;
  const drain = async (signal: AbortSignal) => {
    const last = { intervalMs: POLL_MS, timeoutMs: LAST_LOOK_MS, signal };
    await sessions.drain(reads.close(readGraceMs));
    const before = looks;
    const isSeen = await pollUntil(() => looks > before, last);
    logger.info({ is_seen: isSeen }, 'Drained');
  };
  return {
    /** A client asks what the engine holds. */
    onIdentity: () => {
      looks += 1;
    },
    /**
     * Lets running reads finish, puts the sessions with leases to sleep, and waits until a client has seen that. Resolves
     * at once where no session has one, and when the signal aborts. Never rejects.
     */
    async drain(signal: AbortSignal): Promise<void> {
      if (!sessions.hasLeases()) return;
      logger.info('Draining: sessions go to sleep, so that other engines continue them');
      await orAbort(drain(signal), signal).catch((err: unknown) =>
        logger.warn({ err }, 'Draining was cut short'),
      );
    },
  };
}
