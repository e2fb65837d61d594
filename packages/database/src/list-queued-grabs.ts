import { and, asc, eq, isNull, lt } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { grabs } from './schema/grabs.ts';

/** The ids of grabs that were queued before that time and do not run, the oldest first. */
export async function listQueuedGrabs(
  db: Database,
  options: { created_before: Date; limit: number },
): Promise<string[]> {
  const rows = await db.orm
    .select({ id: grabs.id })
    .from(grabs)
    .where(
      and(
        eq(grabs.state, 'queued'),
        isNull(grabs.finished_at),
        lt(grabs.created_at, options.created_before),
      ),
    )
    .orderBy(asc(grabs.created_at))
    .limit(options.limit);
  return rows.map(({ id }) => id);
}
