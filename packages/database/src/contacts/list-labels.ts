import { isUuid } from '@grabber/primitives/uuid';
import type { Database } from '../connection/open-database.ts';

/** A label or list, and how many active rows are in it. */
export type LabelCount = {
  readonly name: string;
  readonly contacts: number;
  readonly groups: number;
};

/** The labels of a session's active contacts and groups, by their names. Only rows with a label are read. */
export async function listLabels(db: Database, sessionId: string): Promise<LabelCount[]> {
  if (!isUuid(sessionId)) return [];
  const { rows } = await db.pool.query<LabelCount>(
    `SELECT l.name, count(*) FILTER (WHERE c.type = 'individual') AS contacts,
       count(*) FILTER (WHERE c.type = 'group') AS groups
     FROM contacts c CROSS JOIN LATERAL jsonb_array_elements_text(c.labels) AS l (name)
     WHERE c.session_id = $1 AND c.labels IS NOT NULL AND c.status = 'active'
     GROUP BY l.name ORDER BY search_fold(l.name) COLLATE "C", l.name COLLATE "C"`,
    [sessionId],
  );
  return rows;
}
