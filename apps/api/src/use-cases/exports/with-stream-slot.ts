import { ServiceError } from '@grabber/service-kit/service-error';
import type { Places } from '../../primitives/keyed-semaphore.ts';

/** How long an answer waits for its place. */
const STREAM_WAIT_MS = 20_000;
const RETRY_AFTER_SECONDS = 30;

/**
 * The same pages, read while holding one of the places of streamed answers: slow clients keep their
 * places; they must not keep the connections that all else needs. Throws RATE_LIMITED.
 */
export async function* inStreamPlace<Page>(
  places: Places,
  pages: AsyncIterable<Page>,
): AsyncGenerator<Page> {
  const release = await places.acquire(AbortSignal.timeout(STREAM_WAIT_MS)).catch(() => {
    const message = 'Too many answers are being sent: their clients read slowly.';
    throw new ServiceError('RATE_LIMITED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  });
  try {
    yield* pages;
  } finally {
    release();
  }
}
