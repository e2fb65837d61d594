import { and, desc, eq, sql } from 'drizzle-orm';
import type { GrabRow } from './grab-row.ts';
import type { Database } from './open-database.ts';
import { grabs } from './schema/grabs.ts';

/** The latest grabs of a session, newest first, from behind `after` on. */
export async function listGrabs(
  db: Database,
  options: {
    session_id: string;
    /** the last row of the page before */
    after?: { created_at: Date; id: string } | null;
    limit: number;
  },
): Promise<GrabRow[]> {
  const { session_id, after = null, limit } = options;
  const behind =
    after === null
      ? undefined
      : sql`(${grabs.created_at}, ${grabs.id}) < (${after.created_at.toISOString()}::timestamptz, ${after.id}::uuid)`;
  return db.orm
    .select()
    .from(grabs)
    .where(and(eq(grabs.session_id, session_id), behind))
    .orderBy(desc(grabs.created_at), desc(grabs.id))
    .limit(limit);
}
