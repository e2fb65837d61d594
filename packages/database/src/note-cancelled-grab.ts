import { and, eq, sql } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { grabs } from './schema/grabs.ts';

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
