import type { Database } from '../../src/connection/open-database.ts';

/** As another complete grab does, which misses the same again: what is inactive may be purged. */
export async function confirmListings(db: Database, session_id?: string): Promise<void> {
  await db.pool.query(
    `UPDATE sessions SET groups_listed_before_at = 'infinity', contacts_listed_before_at = 'infinity',
       without_whatsapp_listed_before_at = 'infinity' WHERE $1::uuid IS NULL OR id = $1`,
    [session_id ?? null],
  );
}
