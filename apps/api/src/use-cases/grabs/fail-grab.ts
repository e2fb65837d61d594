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
import { emitState } from './emit-grab.ts';

/** The caller gets the error after this time, even if the grab's row is still locked. The write goes on. */
const RECORD_TIMEOUT_MS = 2_000;

/** What became of a grab that threw. Null: nothing was stored. */
type Failed = { readonly storedRow: GrabRow | null };

/** Whether the grab's data is in the address book. */
export function isStored({ state }: GrabRow): boolean {
  return state === 'complete' || state === 'partial';
}

/**
 * Ends the row of a grab that stored nothing, or puts a durable grab back into the queue. Answers the row
 * of a grab that was stored after all: the connection can break just after the commit. Never throws,
 * because the grab's own error matters more.
 */
export async function failGrab(
  context: Pick<Context, 'db' | 'clock' | 'logger' | 'grabEvents'>,
  grab: GrabRow,
  thrown: unknown,
  run: GrabRun,
): Promise<Failed> {
  let outcome: Failed = { storedRow: null };
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
): Promise<Failed> {
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
      // The store's lock is gone if the store failed; another process may have started the grab again.
      only: 'running',
      attempts: grab.attempts,
      now: clock(),
    });
    if (ended) {
      emitState(context, ended);
      return { storedRow: null };
    }
    await noteRun(db, grab, run);
    const row = await findGrab(db, { id: grab.id, session_id: grab.session_id });
    const isOfThisRun = row !== null && row.attempts === grab.attempts && isStored(row);
    return { storedRow: isOfThisRun ? row : null };
  } catch (cause) {
    // recover-grabs.ts later ends the grab as interrupted.
    logger.warn({ err: cause, grab_id: grab.id }, 'Recording the end of a grab failed');
    return { storedRow: null };
  }
}

/** Adds the cost of the run to a cancelled grab: the cancelling request does not know it. */
function noteRun(db: Context['db'], { id, attempts }: GrabRow, run: GrabRun): Promise<void> {
  const queries_sent = run.queriesSent();
  return noteCancelledGrab(db, { id, attempts, queries_sent, timings: run.endedTimings() });
}

/**
 * An error in the form that a grab's row keeps: a code of the catalogue and a message without personal
 * data. Every reader of the grab sees it, so it hides the details of a defect, as an answer does. The log
 * has the details.
 */
export function grabError(thrown: unknown): { code: string; message: string } {
  const error = toApiError(thrown);
  if (!isServiceError(error) || error.code === 'INTERNAL_ERROR') {
    return { code: 'INTERNAL_ERROR', message: ERROR_PHRASES.INTERNAL_ERROR.en };
  }
  return { code: error.code, message: scrub(describeError(error)) };
}
