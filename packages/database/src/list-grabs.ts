import { desc, eq } from 'drizzle-orm';
import type { GrabRow } from './grab-row.ts';
import type { Database } from './open-database.ts';
import { grabs } from './schema/grabs.ts';

/** The latest grabs of a session, newest first. */
export async function listGrabs(
  db: Database,
  options: { session_id: string; limit: number },
): Promise<GrabRow[]> {
  return db.orm
    .select()
    .from(grabs)
    .where(eq(grabs.session_id, options.session_id))
    .orderBy(desc(grabs.created_at), desc(grabs.id))
    .limit(options.limit);
}
