import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { GrabKind, GrabRow } from './grab-row.ts';
import type { Database } from './open-database.ts';
import { grabs } from './schema/grabs.ts';

/**
 * The grab of a session (of one kind, or of any) that runs, else the one that has waited longest, or
 * null. With `refresh` only one that refreshes, too.
 */
export async function getUnfinishedGrab(
  db: Pick<Database, 'orm'>,
  options: { session_id: string; kind?: GrabKind; refresh?: boolean },
): Promise<GrabRow | null> {
  const { session_id, kind, refresh = false } = options;
  const [row] = await db.orm
    .select()
    .from(grabs)
    .where(
      and(
        eq(grabs.session_id, session_id),
        isNull(grabs.finished_at),
        kind === undefined ? undefined : eq(grabs.kind, kind),
        refresh ? eq(grabs.refresh, true) : undefined,
      ),
    )
    // 'running' sorts behind 'queued'.
    .orderBy(desc(grabs.state), asc(grabs.created_at))
    .limit(1);
  return row ?? null;
}
