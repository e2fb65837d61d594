import { findGrab } from '@grabber/database/grabs/find-grabs';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import { finishGrab } from '@grabber/database/grabs/running-grabs';
import { findSession } from '@grabber/database/sessions/sessions';
import { createDeadline } from '@grabber/primitives/deadline';
import { isServiceError, ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { logTryFailed } from '../../grabs/log-grab.ts';
import { isRetryable } from '../../grabs/retryable.ts';
import { type GrabJob, WAKE_PATIENCE_MS } from '../../jobs/grab-jobs.ts';
import { wakeForGrab } from '../sessions/wake-session.ts';
import { emitState } from './emit-grab.ts';
import { grabError } from './fail-grab.ts';
import { type GrabRequest, joinGrab } from './grab.ts';

/**
 * Runs a durable grab until its row has ended. A grab that has already ended stays unchanged. Throws
 * when the job should retry it later.
 */
export async function runDurableGrab(context: Context, job: GrabJob): Promise<void> {
  for (;;) {
    const grab = await findGrab(context.db, { id: job.grabId, session_id: job.sessionId });
    const session = await findSession(context.db, { id: job.sessionId, workspace_id: null });
    if (!grab || !session || grab.finished_at) return;
    const { id: grabId, kind, refresh, confirm_removals: confirmRemovals } = grab;
    const request = { session, kind, refresh, confirmRemovals, grabId };
    try {
      const stored = await grabAwake(context, request, job.signal);
      // It may have joined a grab of another request. Then its own grab is still to do.
      if (stored.id === grabId) return;
    } catch (error) {
      const waitSeconds = secondsToWake(error);
      const willRetry = !job.isLast && (waitSeconds !== null || isRetryable(error));
      const { tryNumber } = job;
      logTryFailed(context.logger, { session, kind }, { grabId, tryNumber, willRetry }, error);
      await settle(context, grab, error, willRetry);
      if (!willRetry) return;
      if (waitSeconds !== null) return job.postpone(waitSeconds);
      throw asOutput(error);
    }
  }
}

/** A session was woken as often as it may be in an hour: it is the next wake's turn then. Null for other errors. */
function secondsToWake(error: unknown): number | null {
  if (!isServiceError(error) || error.code !== 'WHATSAPP_BUDGET_SPENT') return null;
  return error.retryAfterSeconds ?? null;
}

/** A session that sleeps may wait for a browser for longer than a client would. */
async function grabAwake(
  context: Context,
  request: GrabRequest,
  signal: AbortSignal,
): Promise<GrabRow> {
  const reason = () => new ServiceError('READ_TIMEOUT', 'No browser became free.');
  const deadline = createDeadline(WAKE_PATIENCE_MS, { reason, signal });
  try {
    const awake = await wakeForGrab(context, request.session, deadline.signal);
    try {
      return await joinGrab(context, request, signal);
    } finally {
      await awake.end();
    }
  } finally {
    deadline.clear();
  }
}

/** Records why a grab that is still queued did not run. A running grab is ended by its own run. */
async function settle(
  context: Context,
  { id }: GrabRow,
  thrown: unknown,
  willRetry: boolean,
): Promise<void> {
  const row = await finishGrab(context.db, {
    id,
    state: 'failed',
    error: grabError(thrown),
    requeue: willRetry,
    only: 'queued',
    now: context.clock(),
  });
  if (row && !willRetry) emitState(context, row);
}

/** The error in the form that the job queue stores: without personal data and without causes. */
function asOutput(thrown: unknown): Error {
  const { code, message } = grabError(thrown);
  const error = new Error(message);
  error.name = code;
  delete error.stack;
  return error;
}
