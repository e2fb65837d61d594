import { and, eq, isNull, sql } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { withShortLockTimeout } from '../connection/transactions.ts';
import { grabs } from '../schema/grabs.ts';
import type { GrabKind, GrabRow, GrabState } from './grab-row.ts';

/**
 * Inserts the row of a running grab. `timings` are the milliseconds of the phases that are over. Call it
 * while holding the session's `GrabStore`. Waits only seconds for a lock, see `isLockTimeout`.
 */
export async function insertRunningGrab(
  db: Database,
  input: {
    session_id: string;
    kind: GrabKind;
    refresh?: boolean;
    confirm_removals?: boolean;
    timings?: Record<string, number>;
    now: Date;
  },
): Promise<GrabRow> {
  const { now, ...columns } = input;
  const [row] = await withShortLockTimeout(db, ({ orm }) =>
    orm
      .insert(grabs)
      .values({ ...columns, state: 'running', attempts: 1, started_at: now, created_at: now })
      .returning(),
  );
  if (row === undefined) throw new Error('INSERT INTO grabs returned no row');
  return row;
}

/**
 * Ends a grab that stored nothing. A stored grab is ended by its own transaction and stays unchanged. With
 * `requeue`, a durable grab goes back to the queue instead; hold the session's `GrabStore` for that. Null:
 * the grab had already ended, is not in the state `only`, or was started again since `attempts`.
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
 * Adds the values that are known only after the run of a cancelled grab has stopped. `timings` are the
 * milliseconds by phase. Does nothing unless the grab was cancelled in the run number `attempts`.
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
