import type { GrabRow } from '@grabber/database/grabs/grab-row';
import { finishGrab, noteCancelledGrab } from '@grabber/database/grabs/running-grabs';
import { describeError, scrub } from '@grabber/service-kit/scrub';
import { isServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import type { GrabRun } from '../../grabs/grab-run.ts';
import { isRetryable } from '../../grabs/retryable.ts';
import { ERROR_PHRASES } from '../../messages/error-phrases.ts';
import { toApiError } from '../../messages/to-api-error.ts';
import { tellState } from './emit-grab.ts';

/**
 * Ends the row of a grab that stored nothing, or puts a durable one back into the queue. Never
 * throws: the grab's own error is what matters.
 */
export async function failGrab(
  context: Pick<Context, 'db' | 'clock' | 'logger' | 'grabEvents'>,
  grab: GrabRow,
  thrown: unknown,
  run: GrabRun,
): Promise<void> {
  const { db, clock, logger } = context;
  const error = grabError(thrown);
  try {
    const ended = await finishGrab(db, {
      id: grab.id,
      state: error.code === 'CLIENT_CLOSED_REQUEST' ? 'cancelled' : 'failed',
      error,
      timings: run.timings(),
      queries_sent: run.queriesSent(),
      requeue: isRetryable(thrown),
      // Where the store failed its lock is gone, and others may have taken the grab up.
      only: 'running',
      attempts: grab.attempts,
      now: clock(),
    });
    if (ended) tellState(context, ended);
    else await noteRun(db, grab, run);
  } catch (cause) {
    // recover-grabs.ts ends it as interrupted.
    logger.warn({ err: cause, grab_id: grab.id }, 'The end of a grab could not be recorded');
  }
}

/** Who cancels a grab cannot know what its run has cost until then. */
function noteRun(db: Context['db'], { id, attempts }: GrabRow, run: GrabRun): Promise<void> {
  const queries_sent = run.queriesSent();
  return noteCancelledGrab(db, { id, attempts, queries_sent, timings: run.endedTimings() });
}

/**
 * An error as a grab's row keeps it: a code of the catalogue, and a message without personal data. Whoever
 * may read the grab sees it, so of a defect it tells no more than an answer would; the log has the rest.
 */
export function grabError(thrown: unknown): { code: string; message: string } {
  const error = toApiError(thrown);
  if (!isServiceError(error) || error.code === 'INTERNAL_ERROR') {
    return { code: 'INTERNAL_ERROR', message: ERROR_PHRASES.INTERNAL_ERROR.en };
  }
  return { code: error.code, message: scrub(describeError(error)) };
}
