import { and, asc, inArray, isNull } from 'drizzle-orm';
import type { GrabRow } from './grab-row.ts';
import type { Database } from './open-database.ts';
import { grabs } from './schema/grabs.ts';

/** The queued and running grabs of those sessions (null: of all), oldest first. */
export async function listUnfinishedGrabs(
  db: Database,
  options: { session_ids: readonly string[] | null },
): Promise<GrabRow[]> {
  const { session_ids } = options;
  if (session_ids?.length === 0) return [];
  const ofThese = session_ids === null ? undefined : inArray(grabs.session_id, [...session_ids]);
  return db.orm
    .select()
    .from(grabs)
    .where(and(isNull(grabs.finished_at), ofThese))
    .orderBy(asc(grabs.created_at), asc(grabs.id));
}
