import { and, eq, isNull } from 'drizzle-orm';
import type { GrabRow } from './grab-row.ts';
import type { Database } from './open-database.ts';
import { grabs } from './schema/grabs.ts';

/**
 * Ends a grab that stored nothing. One that was stored is ended by its own transaction and stays as
 * it is. Null: it had already ended.
 */
export async function finishGrab(
  db: Database,
  input: {
    id: string;
    state: 'failed' | 'cancelled';
    error: { code: string; message: string } | null;
    timings?: Record<string, number>;
    queries_sent?: number;
    now: Date;
  },
): Promise<GrabRow | null> {
  const { id, now, ...columns } = input;
  const [row] = await db.orm
    .update(grabs)
    .set({ ...columns, finished_at: now })
    .where(and(eq(grabs.id, id), isNull(grabs.finished_at)))
    .returning();
  return row ?? null;
}
