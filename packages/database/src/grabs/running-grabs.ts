import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../connection/open-database.ts';
import { grabs } from '../schema/grabs.ts';
import type { GrabKind, GrabRow, GrabState } from './grab-row.ts';

/**
 * Notes that a grab runs, for all to see; `timings` in milliseconds are those of the phases that are over.
 * Call it while holding the session's `GrabStore`.
 */
export async function insertRunningGrab(
  db: Database,
  input: {
    session_id: string;
    kind: GrabKind;
    refresh?: boolean;
    timings?: Record<string, number>;
    now: Date;
  },
): Promise<GrabRow> {
  const { now, ...columns } = input;
  const [row] = await db.orm
    .insert(grabs)
    .values({ ...columns, state: 'running', attempts: 1, started_at: now, created_at: now })
    .returning();
  if (row === undefined) throw new Error('INSERT INTO grabs returned no row');
  return row;
}

/**
 * Ends a grab that stored nothing. One that was stored is ended by its own transaction and stays as
 * it is. With `requeue` a durable one goes back to the queue instead; call it while holding the
 * session's `GrabStore` then. Null: it had already ended, is not in the state `only`, or others have begun
 * it anew since that many `attempts`.
 */
export async function finishGrab(
  db: Database,
  input: {
    id: string;
    state: 'failed' | 'cancelled';
    error: { code: string; message: string } | null;
    timings?: Record<string, number>;
    queries_sent?: number;
    requeue?: boolean;
    only?: GrabState;
    attempts?: number;
    now: Date;
  },
): Promise<GrabRow | null> {
  const { id, now, state, requeue = false, only, attempts, ...columns } = input;
  const [row] = await db.orm
    .update(grabs)
    .set({
      ...columns,
      state: sql`CASE WHEN ${grabs.durable} AND ${requeue} THEN 'queued' ELSE ${state} END`,
      finished_at: sql`CASE WHEN ${grabs.durable} AND ${requeue} THEN NULL ELSE ${now.toISOString()}::timestamptz END`,
    })
    .where(
      and(
        eq(grabs.id, id),
        isNull(grabs.finished_at),
        only === undefined ? undefined : eq(grabs.state, only),
        attempts === undefined ? undefined : eq(grabs.attempts, attempts),
      ),
    )
    .returning();
  return row ?? null;
}

/**
 * Adds to a cancelled grab what is known only when its run has stopped; `timings` of phases in
 * milliseconds. Nothing happens to one that was not cancelled in its run of that many `attempts`.
 */
export async function noteCancelledGrab(
  db: Database,
  run: { id: string; attempts: number; queries_sent: number; timings: Record<string, number> },
): Promise<void> {
  const { id, attempts, queries_sent, timings } = run;
  await db.orm
    .update(grabs)
    .set({ queries_sent, timings: sql`${grabs.timings} || ${JSON.stringify(timings)}::jsonb` })
    .where(and(eq(grabs.id, id), eq(grabs.attempts, attempts), eq(grabs.state, 'cancelled')));
}
