import { and, desc, eq } from 'drizzle-orm';
import type { GrabKind, GrabRow } from './grab-row.ts';
import type { Database } from './open-database.ts';
import { grabs } from './schema/grabs.ts';

/** The running grab of a session (of one kind, or of any), or null. */
export async function getRunningGrab(
  db: Database,
  options: { session_id: string; kind?: GrabKind },
): Promise<GrabRow | null> {
  const { session_id, kind } = options;
  const [row] = await db.orm
    .select()
    .from(grabs)
    .where(
      and(
        eq(grabs.session_id, session_id),
        eq(grabs.state, 'running'),
        kind === undefined ? undefined : eq(grabs.kind, kind),
      ),
    )
    .orderBy(desc(grabs.created_at))
    .limit(1);
  return row ?? null;
}
