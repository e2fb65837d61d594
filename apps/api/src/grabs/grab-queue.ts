import type { Deadline } from '@grabber/primitives/deadline';
import { createKeyedMutex } from '@grabber/primitives/keyed-mutex';
import { createSemaphore, type Release } from '@grabber/primitives/semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';

const RETRY_AFTER_SECONDS = 5;

/** Lets grabs begin: one at a time for each session, and a bounded number in this process. */
export type GrabQueue = {
  /**
   * Resolves when the grab may begin. The answer is the function that lets the next grab begin. Rejects
   * with GRAB_RUNNING when the deadline passes first, or with RATE_LIMITED when the process was full.
   */
  enter(sessionId: string, deadline: Deadline): Promise<Release>;
};

/** A grab keeps a database connection: `limit` must not exceed the number of connections for grabs. */
export function createGrabQueue(limit: number): GrabQueue {
  const bySession = createKeyedMutex();
  const inProcess = createSemaphore(limit);
  const retryAfterSeconds = RETRY_AFTER_SECONDS;
  return {
    async enter(sessionId, deadline) {
      const { signal } = deadline;
      const releaseSession = await bySession.acquire(sessionId, signal).catch((error: unknown) => {
        if (!deadline.isOver()) throw error;
        const message = 'Another grab of this session is still running.';
        throw new ServiceError('GRAB_RUNNING', message, { retryAfterSeconds });
      });
      try {
        const releaseProcess = await inProcess.acquire(signal);
        return () => {
          releaseProcess();
          releaseSession();
        };
      } catch (error) {
        releaseSession();
        if (!deadline.isOver()) throw error;
        const message = 'Too many grabs are running on this server.';
        throw new ServiceError('RATE_LIMITED', message, { retryAfterSeconds });
      }
    },
  };
}
