import { type GrabCounters, type GrabItemError, MAX_GRAB_ERRORS } from '../grabs/grab-row.ts';
import type { GrabContext } from './grab-context.ts';

/** What the tables of the grab say, before what never reached them is added. */
export interface StoredResults {
  counters: Omit<GrabCounters, 'removed_count' | 'failed_count'>;
  refused_count: number;
  /** the first 1,000 */
  refused: GrabItemError[];
}

/** Counts what was stored. */
export async function countResults({ client }: GrabContext): Promise<StoredResults> {
  const { rows } = await client.query(
    `SELECT
       count(*) FILTER (WHERE s.type = 'group') AS total_groups,
       count(*) FILTER (WHERE s.type = 'individual') AS total_contacts,
       count(*) FILTER (WHERE m.row_id IS NULL) AS saved_count,
       count(*) FILTER (WHERE m.row_id IS NOT NULL) AS updated_count,
       count(*) FILTER (WHERE m.row_id IS NOT NULL AND NOT m.changed AND t.row_id IS NULL)
         AS unchanged_count
     FROM grab_match m JOIN staged_contacts s USING (seq)
     LEFT JOIN (SELECT DISTINCT row_id FROM grab_touched) t ON t.row_id = m.row_id
     WHERE NOT EXISTS (SELECT FROM grab_refused r WHERE r.seq = m.seq AND r.kind <> 'participant')`,
  );
  const members = await client.query(
    `SELECT count(*) AS total_participants
     FROM staged_participants s JOIN grab_groups g ON g.contact_id = s.group_contact_id
     WHERE NOT EXISTS (SELECT FROM grab_refused r WHERE r.seq = s.seq AND r.kind = 'participant')`,
  );
  const refused = await client.query(
    `SELECT CASE kind WHEN 'individual' THEN 'contact' ELSE kind END AS type, contact_id, reason,
       count(*) OVER () AS refused_count
     FROM grab_refused LIMIT ${MAX_GRAB_ERRORS}`,
  );
  return {
    counters: { ...rows[0], ...members.rows[0] },
    refused_count: refused.rows[0]?.refused_count ?? 0,
    refused: refused.rows.map(({ refused_count, ...error }) => error),
  };
}
