import { and, eq, isNull, sql } from 'drizzle-orm';
import type { GrabRow, GrabState } from './grab-row.ts';
import type { Database } from './open-database.ts';
import { grabs } from './schema/grabs.ts';

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
