import type { ReadKind } from '@grabber/contracts/engine/reading';
import { withShortLockTimeout } from '@grabber/database/connection/transactions';
import { findGrab, getUnfinishedGrab } from '@grabber/database/grabs/find-grabs';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import { startQueuedGrab } from '@grabber/database/grabs/queue-grab';
import { insertRunningGrab } from '@grabber/database/grabs/running-grabs';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { beginGrabStore } from '@grabber/database/store/begin-grab-store';
import { createDeadline, type Deadline } from '@grabber/primitives/deadline';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import {
  logGrabFailed,
  logGrabJoined,
  logGrabStarted,
  logGrabStored,
} from '../../grabs/log-grab.ts';
import { requireConnected } from '../sessions/require-session.ts';
import { type Awake, wakeForGrab } from '../sessions/wake-session.ts';
import { isStored } from './fail-grab.ts';
import { readAndStore } from './read-and-store.ts';

export type GrabRequest = {
  readonly session: SessionRow;
  readonly kind: ReadKind;
  /** Ask WhatsApp for the members of every group, including those that the page has loaded. */
  readonly refresh: boolean;
  /** A person knows that what this grab misses is gone: it removes as much as it misses. */
  readonly confirmRemovals: boolean;
  /** The durable grab to run. If it is missing, the request runs a queued grab of its kind, if there is one. */
  readonly grabId?: string;
};

/**
 * Grabs an account, all or nothing: wakes the session if it sleeps, checks that it is connected, waits for earlier grabs, then
 * streams the engine's read into the store. Answers the grab's row. `signal` aborts when the last waiter
 * leaves. A read that has ended by then is still stored, within the grab's deadline. Throws EngineError,
 * ServiceError and the errors of `pg`.
 */
async function grab(context: Context, request: GrabRequest, signal: AbortSignal): Promise<GrabRow> {
  const { grabTimeoutMs } = context;
  const deadline = createDeadline(grabTimeoutMs, { reason: () => timedOut(grabTimeoutMs), signal });
  let awake: Awake | undefined;
  try {
    awake = await wakeForGrab(context, request.session, deadline.signal);
    await requireConnected(context, request.session, deadline.signal);
    logGrabStarted(context.logger, request);
    return await grabFromQueue(context, request, deadline);
  } catch (error) {
    // The job of a durable grab logs the failure: only the job knows whether it will retry.
    if (request.grabId === undefined) logGrabFailed(context.logger, request, error);
    throw error;
  } finally {
    deadline.clear();
    await awake?.end();
  }
}

async function grabFromQueue(
  context: Context,
  request: GrabRequest,
  deadline: Deadline,
): Promise<GrabRow> {
  const { session, grabId } = request;
  const askedAt = performance.now();
  // Looked up before the wait: this request may join a grab that ends while it waits in the queue.
  const wanted = wantedBy(request);
  const awaited =
    grabId ?? (await withShortLockTimeout(context.db, (db) => getUnfinishedGrab(db, wanted)))?.id;
  const leave = await context.grabQueue.enter(session, deadline);
  try {
    return await grabOrJoin(context, request, deadline, { awaited, askedAt });
  } finally {
    leave();
  }
}

/** Another replica may run the same grab. Then this waits for its lock and joins the stored result. */
async function grabOrJoin(
  context: Context,
  request: GrabRequest,
  deadline: Deadline,
  { awaited, askedAt }: { awaited: string | undefined; askedAt: number },
): Promise<GrabRow> {
  const { db, clock } = context;
  const { kind } = request;
  const session_id = request.session.id;
  const store = await beginGrabStore(db, {
    session_id,
    kind,
    exclusion_key: context.exclusionKey,
    now: clock,
    lock_timeout_ms: deadline.remainingMs(),
    signal: deadline.callerSignal,
  });
  try {
    deadline.signal.throwIfAborted();
    const joined =
      awaited &&
      (await withShortLockTimeout(db, (bounded) => findGrab(bounded, { id: awaited, session_id })));
    if (joined && isStored(joined)) {
      logGrabJoined(context.logger, joined);
      return joined;
    }
    if (joined && joined.error?.code === 'GRAB_CANCELLED') throw cancelled();
    const wait_ms = Math.round(performance.now() - askedAt);
    const running = await takeOrBegin(context, request, { wait_ms });
    const owner = request.session.workspace_id;
    const stored = await readAndStore(context, store, running, { owner, deadline });
    logGrabStored(context.logger, request, stored);
    return stored;
  } finally {
    await store.rollback();
  }
}

/** Starts a queued grab of the kind, or else inserts a new one. Answers the row of the running grab. */
async function takeOrBegin(
  { db, clock }: Context,
  request: GrabRequest,
  timings: Record<string, number>,
): Promise<GrabRow> {
  const { grabId } = request;
  const wanted = wantedBy(request);
  const which = grabId === undefined ? wanted : { id: grabId };
  const taken = await startQueuedGrab(db, which, clock(), timings);
  if (taken) return taken;
  if (grabId !== undefined) throw cancelled();
  return insertRunningGrab(db, { ...wanted, timings, now: clock() });
}

function wantedBy({ session, kind, refresh, confirmRemovals }: GrabRequest) {
  return { session_id: session.id, kind, refresh, confirm_removals: confirmRemovals };
}

function timedOut(timeoutMs: number): ServiceError {
  const message = `The grab was not done within ${timeoutMs} ms (GRAB_TIMEOUT_MS).`;
  return new ServiceError('READ_TIMEOUT', message);
}

function cancelled(): ServiceError {
  return new ServiceError('GRAB_CANCELLED', 'The grab was cancelled.');
}

/**
 * Requests of one kind for one session share one grab and get the same answer. `signal` is the
 * caller's. The grab stops when the last caller has left.
 */
export function joinGrab(
  context: Context,
  request: GrabRequest,
  signal: AbortSignal,
): Promise<GrabRow> {
  const { session, kind, refresh, confirmRemovals } = request;
  const options = `${refresh ? '/refresh' : ''}${confirmRemovals ? '/confirm' : ''}`;
  const key = `${session.id}/${kind}${options}`;
  return context.grabs.join(key, signal, (runSignal) => grab(context, request, runSignal));
}
