import { createFairSemaphore, type FairSemaphore } from '@grabber/primitives/fair-semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';

const RETRY_AFTER_SECONDS = 30;

/**
 * Bounds the answers of grabs, apart from those of lists and exports, in two ways. A place is held from
 * before the read until the answer is sent, for minutes, mostly without a database connection: there may
 * be many. A stream holds a connection while the client reads: there are few. Workspaces share both.
 */
export type GrabAnswers = {
  readonly places: FairSemaphore;
  readonly streams: FairSemaphore;
};

export function createGrabAnswers(limits: { places: number; streams: number }): GrabAnswers {
  return {
    places: createFairSemaphore({ total: limits.places }),
    streams: createFairSemaphore({ total: limits.streams }),
  };
}

/** The part of Node's http.ServerResponse that shows when an answer has ended, however it ended. */
type Ending = {
  readonly closed: boolean;
  once(event: 'close', listener: () => void): unknown;
};

/**
 * Takes a place until the response has ended. Comes before the grab: a refusal after it would make the
 * client try again, and WhatsApp would be read twice. Throws RATE_LIMITED at once when there is no place for
 * the workspace.
 */
export function reserveGrabAnswer(
  { places }: GrabAnswers,
  workspaceId: string,
  response: Ending,
): void {
  const release = places.tryAcquire(workspaceId);
  if (!release) {
    const message = 'Too many requests wait for grabs or their answers (MAX_GRAB_REQUESTS).';
    throw new ServiceError('RATE_LIMITED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
  // The client may have left already.
  if (response.closed) release();
  else response.once('close', release);
}
