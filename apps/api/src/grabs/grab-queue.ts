import type { Deadline } from '@grabber/primitives/deadline';
import { createFairSemaphore } from '@grabber/primitives/fair-semaphore';
import { createKeyedMutex } from '@grabber/primitives/keyed-mutex';
import type { Release } from '@grabber/primitives/semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';

const RETRY_AFTER_SECONDS = 5;

/**
 * Lets grabs begin: one at a time for each session, and a bounded number in this process, which the
 * workspaces share.
 */
export type GrabQueue = {
  /**
   * Resolves when the grab may begin. The answer is the function that lets the next grab begin. Rejects
   * with GRAB_RUNNING when the deadline passes first, or with RATE_LIMITED when the process was full.
   */
  enter(session: GrabbedSession, deadline: Deadline): Promise<Release>;
};

type GrabbedSession = { readonly id: string; readonly workspace_id: string };

/** A grab keeps a database connection: `limit` must not exceed the number of connections for grabs. */
export function createGrabQueue(limit: number): GrabQueue {
  const bySession = createKeyedMutex();
  const inProcess = createFairSemaphore({ total: limit });
  const retryAfterSeconds = RETRY_AFTER_SECONDS;
  return {
    async enter({ id, workspace_id }, deadline) {
      const { signal } = deadline;
      const releaseSession = await bySession.acquire(id, signal).catch((error: unknown) => {
        if (!deadline.isOver()) throw error;
        const message = 'Another grab of this session is still running.';
        throw new ServiceError('GRAB_RUNNING', message, { retryAfterSeconds });
      });
      try {
        const releaseProcess = await inProcess.acquire(workspace_id, signal);
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
