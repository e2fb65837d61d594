import { and, eq } from 'drizzle-orm';
import type { GrabRow } from './grab-row.ts';
import { isUuid } from './is-uuid.ts';
import type { Database } from './open-database.ts';
import { grabs } from './schema/grabs.ts';

/** One grab of a session, or null. */
export async function findGrab(
  db: Database,
  input: { id: string; session_id: string },
): Promise<GrabRow | null> {
  if (!isUuid(input.id) || !isUuid(input.session_id)) return null;
  const [row] = await db.orm
    .select()
    .from(grabs)
    .where(and(eq(grabs.id, input.id), eq(grabs.session_id, input.session_id)));
  return row ?? null;
}
