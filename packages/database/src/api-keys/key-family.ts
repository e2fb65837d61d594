import { isUuid } from '@grabber/primitives/uuid';
import { and, eq, isNull, sql } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { withShortLockTimeout } from '../connection/transactions.ts';
import { apiKeys } from '../schema/api-keys.ts';
import { type ApiKeyRow, apiKeyColumns, isActive, type KeyScope, keyInScope } from './api-keys.ts';

/** The ids of all keys below a key, at any depth. */
const below = (id: string) => sql`
  WITH RECURSIVE family AS (
    SELECT id FROM ${apiKeys} WHERE parent_id = ${id}
    UNION SELECT child.id FROM ${apiKeys} child JOIN family ON child.parent_id = family.id)`;

/**
 * Revokes a key of the workspace (null: of any) with all keys below it; the first time counts. Null: no such
 * key.
 */
export async function revokeApiKey(
  db: Database,
  input: KeyScope & { now: Date },
): Promise<ApiKeyRow | null> {
  if (!isUuid(input.id)) return null;
  const now = input.now.toISOString();
  return withShortLockTimeout(db, async ({ orm }) => {
    const [row] = await orm
      .update(apiKeys)
      .set({ revoked_at: sql`coalesce(${apiKeys.revoked_at}, ${now}::timestamptz)` })
      .where(keyInScope(input))
      .returning(apiKeyColumns);
    if (row === undefined) return null;
    // A key that was being created held its parent's row. It shows only in the next statement.
    for (let revoked = 1; revoked > 0; ) {
      const result = await orm.execute(sql`${below(row.id)}
        UPDATE ${apiKeys} SET revoked_at = ${now}::timestamptz
        WHERE revoked_at IS NULL AND id IN (SELECT id FROM family)`);
      revoked = result.rowCount ?? 0;
    }
    return row;
  });
}

/** Whether a key is below another one. */
export async function isBelow(
  db: Database,
  { id, ancestor_id }: { id: string; ancestor_id: string },
): Promise<boolean> {
  const { rowCount } = await db.orm.execute(
    sql`${below(ancestor_id)} SELECT FROM family WHERE id = ${id}`,
  );
  return rowCount === 1;
}

export interface Rotation extends KeyScope {
  prefix: string;
  key_hash: Buffer;
  /** The key that the new one is revoked with. */
  parent_id: string | null;
  created_by: string;
  /** The old key is valid until then, if it does not expire earlier. */
  overlap_ends: Date;
  now: Date;
}

/**
 * Stores a new key with the name, rights and expiry of another one, which then expires. The keys below the old
 * one move below the new one. Null: no such valid key.
 */
export async function rotateApiKey(
  db: Database,
  rotation: Rotation,
): Promise<{ created: ApiKeyRow; replaced: ApiKeyRow } | null> {
  const { prefix, key_hash, parent_id, created_by, now } = rotation;
  if (!isUuid(rotation.id)) return null;
  return withShortLockTimeout(db, async ({ orm }) => {
    const [old] = await orm
      .select(apiKeyColumns)
      .from(apiKeys)
      .where(keyInScope(rotation))
      .for('update');
    if (old === undefined || !isActive(old, now)) return null;
    const { workspace_id, name, scopes, allowed_addresses, session_ids, expires_at } = old;
    const rights = { workspace_id, name, scopes, allowed_addresses, session_ids, expires_at };
    const [created] = await orm
      .insert(apiKeys)
      .values({ ...rights, prefix, key_hash, parent_id, created_by, created_at: now })
      .returning(apiKeyColumns);
    if (created === undefined) return null;
    const children = and(eq(apiKeys.parent_id, old.id), sql`${apiKeys.id} <> ${created.id}`);
    await orm.update(apiKeys).set({ parent_id: created.id }).where(children);
    const ends = rotation.overlap_ends.toISOString();
    const [replaced] = await orm
      .update(apiKeys)
      .set({ expires_at: sql`least(${apiKeys.expires_at}, ${ends}::timestamptz)` })
      .where(and(eq(apiKeys.id, old.id), isNull(apiKeys.revoked_at)))
      .returning(apiKeyColumns);
    return replaced === undefined ? null : { created, replaced };
  });
}
