import type { Database } from './open-database.ts';

/**
 * Drops what is remembered of contacts deleted before `older_than`; answers how many. Cursors that
 * have not read them yet are refused from then on.
 */
export async function forgetTombstones(
  db: Database,
  options: { older_than: Date },
): Promise<number> {
  // One statement: whoever reads sees the tombstones, or that they are forgotten.
  const { rows } = await db.pool.query<{ forgotten: number }>(
    `WITH gone AS (
       DELETE FROM contact_tombstones WHERE created_at < $1 RETURNING session_id, change_number
     ), latest AS (
       SELECT session_id, max(change_number) AS number FROM gone GROUP BY session_id
     ), noted AS (
       UPDATE change_counters n SET forgotten_number = GREATEST(n.forgotten_number, l.number)
       FROM latest l WHERE n.session_id = l.session_id
     )
     SELECT count(*) AS forgotten FROM gone`,
    [options.older_than],
  );
  return rows[0]?.forgotten ?? 0;
}
