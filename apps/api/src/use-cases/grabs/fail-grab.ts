import { findGrab } from '@grabber/database/grabs/find-grabs';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import { finishGrab, noteCancelledGrab } from '@grabber/database/grabs/running-grabs';
import { settlesWithin } from '@grabber/primitives/deadline';
import { describeError, scrub } from '@grabber/service-kit/scrub';
import { isServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import type { GrabRun } from '../../grabs/grab-run.ts';
import { isRetryable } from '../../grabs/retryable.ts';
import { ERROR_PHRASES } from '../../messages/error-phrases.ts';
import { toApiError } from '../../messages/to-api-error.ts';
import { tellState } from './emit-grab.ts';

/** An error is answered after this time, whatever holds the grab's row; it is written when it is free. */
const RECORD_TIMEOUT_MS = 2_000;

/** Whether the grab's data is in the address book. */
export function isStored({ state }: GrabRow): boolean {
  return state === 'complete' || state === 'partial';
}

/**
 * Ends the row of a grab that stored nothing, or puts a durable one back into the queue. Answers whether
 * it was stored all the same: the connection can break just after the commit. Never throws: the grab's
 * own error is what matters.
 */
export async function failGrab(
  context: Pick<Context, 'db' | 'clock' | 'logger' | 'grabEvents'>,
  grab: GrabRow,
  thrown: unknown,
  run: GrabRun,
): Promise<{ isStored: boolean }> {
  let outcome = { isStored: false };
  const recorded = recordFailure(context, grab, thrown, run).then((recordedOutcome) => {
    outcome = recordedOutcome;
  });
  await settlesWithin(recorded, RECORD_TIMEOUT_MS);
  return outcome;
}

async function recordFailure(
  context: Pick<Context, 'db' | 'clock' | 'logger' | 'grabEvents'>,
  grab: GrabRow,
  thrown: unknown,
  run: GrabRun,
): Promise<{ isStored: boolean }> {
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
    if (ended) {
      tellState(context, ended);
      return { isStored: false };
    }
    await noteRun(db, grab, run);
    const row = await findGrab(db, { id: grab.id, session_id: grab.session_id });
    return { isStored: row !== null && row.attempts === grab.attempts && isStored(row) };
  } catch (cause) {
    // recover-grabs.ts ends it as interrupted.
    logger.warn({ err: cause, grab_id: grab.id }, 'The end of a grab could not be recorded');
    return { isStored: false };
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
