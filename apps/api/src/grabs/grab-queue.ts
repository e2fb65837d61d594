import { ServiceError } from '@grabber/service-kit/service-error';
import type { Deadline } from '../primitives/deadline.ts';
import { createKeyedTurns } from '../primitives/keyed-mutex.ts';
import { createSemaphore } from '../primitives/semaphore.ts';

const RETRY_AFTER_SECONDS = 5;

/** Lets grabs begin: one at a time for each session, and a bounded number in this process. */
export type GrabLine = {
  /**
   * Resolves to a function that gives the turn back. When the deadline passes first: GRAB_RUNNING,
   * or RATE_LIMITED when it was the process that was full.
   */
  take(sessionId: string, deadline: Deadline): Promise<() => void>;
};

/** A grab keeps a database connection: `places` must not exceed what there is for grabs. */
export function createGrabLine(places: number): GrabLine {
  const sessions = createKeyedTurns();
  const process = createSemaphore(places);
  const retryAfterSeconds = RETRY_AFTER_SECONDS;
  return {
    async take(sessionId, deadline) {
      const endTurn = await sessions.take(sessionId, deadline.signal).catch((error: unknown) => {
        if (!deadline.isOver()) throw error;
        const message = 'Another grab of this session is still running.';
        throw new ServiceError('GRAB_RUNNING', message, { retryAfterSeconds });
      });
      try {
        const leave = await process.acquire(deadline.signal);
        return () => {
          leave();
          endTurn();
        };
      } catch (error) {
        endTurn();
        if (!deadline.isOver()) throw error;
        const message = 'Too many grabs are running on this server.';
        throw new ServiceError('RATE_LIMITED', message, { retryAfterSeconds });
      }
    },
  };
}
