import type { ReadKind } from '@grabber/contracts/engine/reading';
import { beginGrabStore, type GrabStore } from '@grabber/database/begin-grab-store';
import { findGrab } from '@grabber/database/find-grab';
import { getRunningGrab } from '@grabber/database/get-running-grab';
import type { GrabRow } from '@grabber/database/grab-row';
import { insertRunningGrab } from '@grabber/database/insert-running-grab';
import type { SessionRow } from '@grabber/database/session-row';
import type { Context } from '../context.ts';
import { createDeadline, type Deadline } from '../deadline.ts';
import { failGrab } from './fail-grab.ts';
import { logGrabFailed, logGrabStarted, logGrabStored } from './log-grab.ts';
import { requireConnected } from './require-connected.ts';
import { storeRead } from './store-read.ts';

export type GrabRequest = { readonly session: SessionRow; readonly kind: ReadKind };

/**
 * Grabs an account: the session must be connected; in its turn, the engine reads and the store takes
 * it in, all or nothing. Answers the grab's row. `signal` aborts when nobody waits any more; what has
 * been read to its end is stored all the same. Throws EngineError, ServiceError and what `pg` throws.
 */
export async function grab(
  context: Context,
  request: GrabRequest,
  signal: AbortSignal,
): Promise<GrabRow> {
  const deadline = createDeadline(context.grabTimeoutMs, signal);
  try {
    await requireConnected(context, request.session, deadline.signal);
    logGrabStarted(context.logger, request);
    const stored = await grabInTurn(context, request, deadline);
    logGrabStored(context.logger, request, stored);
    return stored;
  } catch (error) {
    logGrabFailed(context.logger, request, error);
    throw error;
  } finally {
    deadline.clear();
  }
}

async function grabInTurn(
  context: Context,
  request: GrabRequest,
  deadline: Deadline,
): Promise<GrabRow> {
  const endTurn = await context.line.take(request.session.id, deadline);
  try {
    return await grabOrJoin(context, request, deadline);
  } finally {
    endTurn();
  }
}

/** Another replica may be at it: its lock makes us wait, and what it has stored meanwhile is ours, too. */
async function grabOrJoin(
  context: Context,
  { session, kind }: GrabRequest,
  deadline: Deadline,
): Promise<GrabRow> {
  const { db, clock } = context;
  const session_id = session.id;
  const elsewhere = await getRunningGrab(db, { session_id, kind });
  const lock_timeout_ms = deadline.remainingMs();
  const store = await beginGrabStore(db, { session_id, kind, now: clock, lock_timeout_ms });
  try {
    const joined = elsewhere && (await findGrab(db, { id: elsewhere.id, session_id }));
    if (joined?.state === 'complete' || joined?.state === 'partial') return joined;
    const running = await insertRunningGrab(db, { session_id, kind, now: clock() });
    return await readAndStore(context, store, running, deadline);
  } finally {
    await store.rollback();
  }
}

async function readAndStore(
  context: Context,
  store: GrabStore,
  running: GrabRow,
  deadline: Deadline,
): Promise<GrabRow> {
  const { db, engine } = context;
  const { session_id, kind } = running;
  const { signal } = deadline;
  const startedAt = performance.now();
  try {
    const deadlineMs = deadline.remainingMs();
    const read = engine.read({ sessionId: session_id, kind, signal, deadlineMs });
    const { trailer, unreadable } = await storeRead(store, read);
    signal.throwIfAborted();
    await store.finish({
      grab_id: running.id,
      listing_complete: trailer.listing_complete,
      unreadable,
      incomplete_reasons: trailer.incomplete_reasons,
      queries_sent: trailer.queries_sent,
      timings: { read_ms: Math.round(performance.now() - startedAt) },
    });
  } catch (error) {
    await failGrab(context, running, error);
    throw error;
  }
  return (await findGrab(db, { id: running.id, session_id })) ?? running;
}
