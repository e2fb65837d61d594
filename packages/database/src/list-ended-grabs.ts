import { and, inArray, isNull } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { grabs } from './schema/grabs.ts';

/** Which of these grabs have ended, whoever ended them; a deleted one has. */
export async function listEndedGrabs(db: Database, ids: readonly string[]): Promise<string[]> {
  const going = await db.orm
    .select({ id: grabs.id })
    .from(grabs)
    .where(and(inArray(grabs.id, [...ids]), isNull(grabs.finished_at)));
  const unfinished = new Set(going.map(({ id }) => id));
  return ids.filter((id) => !unfinished.has(id));
}
