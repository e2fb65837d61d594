import { withSignal } from '@grabber/database/connection/with-signal';
import type { FairSemaphore } from '@grabber/primitives/fair-semaphore';
import type { Release } from '@grabber/primitives/semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { type Access, shareOf } from './access.ts';

/** Longer than a few pages of others take, shorter than a client waits. */
const READ_WAIT_MS = 10_000;
const RETRY_AFTER_SECONDS = 5;

/** Who reads, and the signal that aborts when the client leaves. */
type Reader = {
  readonly access: Access;
  readonly signal: AbortSignal;
  /** Postgres searches, counts or filters for it: what it costs does not depend on the rows of the page. */
  readonly isCostly?: boolean;
};

/**
 * Reads stored pages in the caller's share of the places for that, so that the searches of one workspace
 * never use the connections of all. `read` gets a context whose statements Postgres cancels when the client
 * leaves. Throws RATE_LIMITED when the share stays full, and the signal's reason.
 */
export async function withReadPlace<T>(
  context: Context,
  { access, signal, isCostly = false }: Reader,
  read: (context: Context) => Promise<T>,
): Promise<T> {
  const wait = AbortSignal.any([signal, AbortSignal.timeout(READ_WAIT_MS)]);
  const take = (places: FairSemaphore) =>
    places.acquire(shareOf(access), wait).catch(() => {
      signal.throwIfAborted();
      const message = 'Too many lists of this workspace are being read at once.';
      throw new ServiceError('RATE_LIMITED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    });
  const held: Release[] = [];
  try {
    // First the scarce place: who waits for it must not keep plain pages from being read.
    if (isCostly) held.push(await take(context.costlyReads));
    held.push(await take(context.reads));
    return await read({ ...context, db: withSignal(context.db, signal) });
  } finally {
    for (const release of held) release();
  }
}
