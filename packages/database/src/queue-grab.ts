import { and, eq } from 'drizzle-orm';
import type { GrabKind, GrabRow } from './grab-row.ts';
import type { Database } from './open-database.ts';
import { grabs } from './schema/grabs.ts';

/** Notes a grab that will run later; `finishGrab` cancels it. */
export async function queueGrab(
  db: Database,
  input: { session_id: string; kind: GrabKind; now: Date },
): Promise<GrabRow> {
  const { now, ...columns } = input;
  const [row] = await db.orm
    .insert(grabs)
    .values({ ...columns, state: 'queued', created_at: now })
    .returning();
  if (row === undefined) throw new Error('INSERT INTO grabs returned no row');
  return row;
}

/**
 * Notes that a queued grab runs. Call it while holding the session's `GrabStore`. Null: it was
 * cancelled, or is not a queued one.
 */
export async function startQueuedGrab(
  db: Database,
  input: { id: string; now: Date },
): Promise<GrabRow | null> {
  const [row] = await db.orm
    .update(grabs)
    .set({ state: 'running', started_at: input.now })
    .where(and(eq(grabs.id, input.id), eq(grabs.state, 'queued')))
    .returning();
  return row ?? null;
}
