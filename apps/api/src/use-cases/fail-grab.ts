import { finishGrab } from '@grabber/database/finish-grab';
import type { GrabRow } from '@grabber/database/grab-row';
import { describeError } from '@grabber/service-kit/describe-error';
import { scrub } from '@grabber/service-kit/scrub';
import { isServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';
import { toApiError } from '../errors.ts';

/** Ends the row of a grab that stored nothing. Never throws: the grab's own error is what matters. */
export async function failGrab(
  { db, clock, logger }: Pick<Context, 'db' | 'clock' | 'logger'>,
  grab: GrabRow,
  thrown: unknown,
): Promise<void> {
  const error = toApiError(thrown);
  const code = isServiceError(error) ? error.code : 'INTERNAL_ERROR';
  try {
    await finishGrab(db, {
      id: grab.id,
      state: code === 'CLIENT_CLOSED_REQUEST' ? 'cancelled' : 'failed',
      error: { code, message: scrub(describeError(error)) },
      now: clock(),
    });
  } catch (cause) {
    // The next grab of the session ends it as interrupted.
    logger.warn({ err: cause, grab_id: grab.id }, 'The end of a grab could not be recorded');
  }
}
