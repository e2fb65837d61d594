import type { GrabKind, GrabRow } from './grab-row.ts';
import type { Database } from './open-database.ts';
import { grabs } from './schema/grabs.ts';

/**
 * Notes that a grab runs, for all to see; `timings` in milliseconds are those of the phases that are over.
 * Call it while holding the session's `GrabStore`.
 */
export async function insertRunningGrab(
  db: Database,
  input: {
    session_id: string;
    kind: GrabKind;
    refresh?: boolean;
    timings?: Record<string, number>;
    now: Date;
  },
): Promise<GrabRow> {
  const { now, ...columns } = input;
  const [row] = await db.orm
    .insert(grabs)
    .values({ ...columns, state: 'running', attempts: 1, started_at: now, created_at: now })
    .returning();
  if (row === undefined) throw new Error('INSERT INTO grabs returned no row');
  return row;
}
