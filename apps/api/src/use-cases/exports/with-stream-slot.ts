import type { FairSemaphore } from '@grabber/primitives/fair-semaphore';
import type { Release } from '@grabber/primitives/semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';

/** How long an answer waits for its turn. */
const STREAM_WAIT_MS = 20_000;
const RETRY_AFTER_SECONDS = 30;

/** The semaphore of a kind of answers, and whose share of it the answer takes. */
export type StreamSlot = {
  readonly semaphore: Pick<FairSemaphore, 'acquire'>;
  readonly share: string;
};

/**
 * Yields the pages while holding a slot of the semaphore. The semaphore keeps slow clients from using the
 * connections that other requests need, and each workspace from using those of the others. Throws
 * RATE_LIMITED.
 */
export function withStreamSlot<Page>(
  { semaphore, share }: StreamSlot,
  pages: AsyncIterable<Page>,
): AsyncGenerator<Page> {
  return whileHeld(pages, () =>
    semaphore.acquire(share, AbortSignal.timeout(STREAM_WAIT_MS)).catch(() => {
      const message = 'Too many answers are being sent: their clients read slowly.';
      throw new ServiceError('RATE_LIMITED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }),
  );
}

/** The same, but waits for as long as its client does: what it answers was done already. Throws the signal's reason. */
export function withSureStreamSlot<Page>(
  { semaphore, share }: StreamSlot,
  pages: AsyncIterable<Page>,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  return whileHeld(pages, () => semaphore.acquire(share, signal));
}

async function* whileHeld<Page>(
  pages: AsyncIterable<Page>,
  acquire: () => Promise<Release>,
): AsyncGenerator<Page> {
  const release = await acquire();
  try {
    yield* pages;
  } finally {
    release();
  }
}
