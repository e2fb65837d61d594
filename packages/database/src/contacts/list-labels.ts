import { isUuid } from '@grabber/primitives/uuid';
import type { Database } from '../connection/open-database.ts';

/** A label, list or tag, and how many active rows have it. */
export type NameCount = {
  readonly name: string;
  readonly contacts: number;
  readonly groups: number;
};

/** The labels of a session's active contacts and groups, by their names. */
export function listLabels(db: Database, sessionId: string): Promise<NameCount[]> {
  return countNames(db, sessionId, 'labels');
}

/** The tags of a session's active contacts and groups, by their names. */
export function listTags(db: Database, sessionId: string): Promise<NameCount[]> {
  return countNames(db, sessionId, 'tags');
}

/** Only rows with a name in that column are read. */
async function countNames(
  db: Database,
  sessionId: string,
  column: 'labels' | 'tags',
): Promise<NameCount[]> {
  if (!isUuid(sessionId)) return [];
  const { rows } = await db.pool.query<NameCount>(
    `SELECT n.name, count(*) FILTER (WHERE c.type = 'individual') AS contacts,
       count(*) FILTER (WHERE c.type = 'group') AS groups
     FROM contacts c CROSS JOIN LATERAL jsonb_array_elements_text(c.${column}) AS n (name)
     WHERE c.session_id = $1 AND c.${column} IS NOT NULL AND c.status = 'active'
     GROUP BY n.name ORDER BY search_fold(n.name) COLLATE "C", n.name COLLATE "C"`,
    [sessionId],
  );
  return rows;
}
