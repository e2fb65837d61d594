import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { type Access, shareOf } from './access.ts';

/** Longer than a few pages of others take, shorter than a client waits. */
const READ_WAIT_MS = 10_000;
const RETRY_AFTER_SECONDS = 5;

/**
 * Reads stored pages in the caller's share of the places for that, so that the searches of one workspace
 * never use the connections of all. Throws RATE_LIMITED when the share stays full.
 */
export async function withReadPlace<T>(
  { reads }: Pick<Context, 'reads'>,
  access: Access,
  read: () => Promise<T>,
): Promise<T> {
  const wait = AbortSignal.timeout(READ_WAIT_MS);
  const release = await reads.acquire(shareOf(access), wait).catch(() => {
    const message = 'Too many lists of this workspace are being read at once.';
    throw new ServiceError('RATE_LIMITED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  });
  try {
    return await read();
  } finally {
    release();
  }
}
