import { copyOut } from '@grabber/database/testing/copy-out';
import type { BenchDatabase } from './bench-database.ts';

/** The columns of an export, as they are in the table. */
const COLUMNS = {
  csv: `type, name, phone_number, contact_id, lid, address_book_name, short_name, verified_name,
    push_name, is_saved, is_business, is_blocked, group_description, group_participants_count,
    is_admin, is_announce, is_community, community_id, owner_id, group_created_at, profile_picture,
    status, written_at, id, about, business_kind, verified_level, last_activity_at, is_archived,
    username, on_whatsapp, labels, tags, note`,
  ndjson: `id, session_id, contact_id, name, phone_number, type, group_id, is_admin, profile_picture,
    status, written_at, lid, address_book_name, short_name, verified_name, push_name, is_saved,
    is_business, is_blocked, about, business_kind, verified_level, last_activity_at, is_archived,
    is_muted, muted_until, is_locked, labels, username, masked_number, on_whatsapp, tags, note,
    custom_fields`,
} as const;

/**
 * The lower limit: COPY of the same rows and columns out of the table, unordered. In milliseconds.
 */
export async function exportByCopy(
  { db, session_id }: BenchDatabase,
  columns: keyof typeof COLUMNS,
): Promise<number> {
  const client = await db.pool.connect();
  try {
    const startedAt = performance.now();
    const rows = `SELECT ${COLUMNS[columns]} FROM contacts WHERE session_id = '${session_id}'`;
    await copyOut(client, rows);
    return performance.now() - startedAt;
  } finally {
    client.release();
  }
}
