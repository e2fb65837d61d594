import { finishGrab } from '@grabber/database/finish-grab';
import type { GrabRow } from '@grabber/database/grab-row';
import { describeError } from '@grabber/service-kit/describe-error';
import { scrub } from '@grabber/service-kit/scrub';
import { isServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';
import { toApiError } from '../errors.ts';
import { isRetryable } from '../retryable.ts';
import { tellState } from './tell-grab.ts';

/**
 * Ends the row of a grab that stored nothing, or puts a durable one back into the queue. Never
 * throws: the grab's own error is what matters.
 */
export async function failGrab(
  context: Pick<Context, 'db' | 'clock' | 'logger' | 'grabEvents'>,
  grab: GrabRow,
  thrown: unknown,
  timings: Record<string, number>,
): Promise<void> {
  const { db, clock, logger } = context;
  const error = grabError(thrown);
  try {
    const ended = await finishGrab(db, {
      id: grab.id,
      state: error.code === 'CLIENT_CLOSED_REQUEST' ? 'cancelled' : 'failed',
      error,
      timings,
      requeue: isRetryable(thrown),
      // Where the store failed its lock is gone, and others may have taken the grab up.
      only: 'running',
      attempts: grab.attempts,
      now: clock(),
    });
    if (ended) tellState(context, ended);
  } catch (cause) {
    // recover-grabs.ts ends it as interrupted.
    logger.warn({ err: cause, grab_id: grab.id }, 'The end of a grab could not be recorded');
  }
}

/** An error as a grab's row keeps it: a code of the catalogue, and a message without personal data. */
export function grabError(thrown: unknown): { code: string; message: string } {
  const error = toApiError(thrown);
  const code = isServiceError(error) ? error.code : 'INTERNAL_ERROR';
  return { code, message: scrub(describeError(error)) };
}
