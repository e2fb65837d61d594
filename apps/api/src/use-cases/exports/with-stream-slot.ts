import type { Semaphore } from '@grabber/primitives/semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';

/** How long an answer waits until it may begin. */
const STREAM_WAIT_MS = 20_000;
const RETRY_AFTER_SECONDS = 30;

/**
 * The same pages, read while holding the semaphore of streamed answers: slow clients hold it for long,
 * and must not take the connections that all else needs. Throws RATE_LIMITED.
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
