import type { Semaphore } from '@grabber/primitives/semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';

/** How long an answer waits for its turn. */
const STREAM_WAIT_MS = 20_000;
const RETRY_AFTER_SECONDS = 30;

/**
 * Yields the pages while holding a slot of the semaphore. The semaphore keeps slow clients from using the
 * connections that other requests need. Throws RATE_LIMITED.
 */
export async function* withStreamSlot<Page>(
  semaphore: Pick<Semaphore, 'acquire'>,
  pages: AsyncIterable<Page>,
): AsyncGenerator<Page> {
  const release = await semaphore.acquire(AbortSignal.timeout(STREAM_WAIT_MS)).catch(() => {
    const message = 'Too many answers are being sent: their clients read slowly.';
    throw new ServiceError('RATE_LIMITED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  });
  try {
    yield* pages;
  } finally {
    release();
  }
}
