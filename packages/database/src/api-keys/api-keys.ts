import { isUuid } from '@grabber/primitives/uuid';
import { and, asc, eq, getTableColumns, sql } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { apiKeys } from '../schema/api-keys.ts';

/** One row of `api_keys`, with the public columns of a key. */
export interface ApiKeyRow {
  id: string;
  workspace_id: string;
  name: string;
  prefix: string;
  scopes: string[];
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
  created_at: Date;
}

const { key_hash, ...shown } = getTableColumns(apiKeys);

/** All columns except the hash, which must not leave the database. */
export const apiKeyColumns = shown;

/** Stores a new key by its SHA-256; the key itself is never stored. */
export async function insertApiKey(
  db: Pick<Database, 'orm'>,
  input: {
    workspace_id: string;
    name: string;
    prefix: string;
    key_hash: Buffer;
    scopes: string[];
    expires_at: Date | null;
    now: Date;
  },
): Promise<ApiKeyRow> {
  const { now, ...columns } = input;
  const [row] = await db.orm
    .insert(apiKeys)
    .values({ ...columns, created_at: now })
    .returning(apiKeyColumns);
  if (row === undefined) throw new Error('INSERT INTO api_keys returned no row');
  return row;
}

/** The key with this SHA-256, revoked and expired ones included, or null. */
export async function findApiKeyByHash(db: Database, hash: Buffer): Promise<ApiKeyRow | null> {
  const [row] = await db.orm.select(apiKeyColumns).from(apiKeys).where(eq(apiKeys.key_hash, hash));
  return row ?? null;
}

/** The keys of a workspace (null: of all), oldest first, without their hashes. */
export async function listApiKeys(
  db: Database,
  options: { workspace_id: string | null },
): Promise<ApiKeyRow[]> {
  const { workspace_id } = options;
  return db.orm
    .select(apiKeyColumns)
    .from(apiKeys)
    .where(workspace_id === null ? undefined : eq(apiKeys.workspace_id, workspace_id))
    .orderBy(asc(apiKeys.created_at), asc(apiKeys.id));
}

/** Revokes a key of the workspace (null: of any); the first time counts. Null: no such key. */
export async function revokeApiKey(
  db: Database,
  input: { id: string; workspace_id: string | null; now: Date },
): Promise<ApiKeyRow | null> {
  if (!isUuid(input.id)) return null;
  const byId = eq(apiKeys.id, input.id);
  const [row] = await db.orm
    .update(apiKeys)
    .set({
      revoked_at: sql`coalesce(${apiKeys.revoked_at}, ${input.now.toISOString()}::timestamptz)`,
    })
    .where(
      input.workspace_id === null ? byId : and(byId, eq(apiKeys.workspace_id, input.workspace_id)),
    )
    .returning(apiKeyColumns);
  return row ?? null;
}

/**
 * Stores when keys were last used, in one statement. A use less than `interval_ms` after the stored one is
 * left out: other processes store uses of the same keys.
 */
export async function recordKeyUses(
  db: Database,
  input: { uses: readonly { id: string; used_at: Date }[]; interval_ms: number },
): Promise<void> {
  const ids = input.uses.map(({ id }) => id);
  const times = input.uses.map(({ used_at }) => used_at.toISOString());
  await db.orm.execute(sql`
    UPDATE ${apiKeys} AS key SET last_used_at = used.at
    FROM unnest(${sql.param(ids)}::uuid[], ${sql.param(times)}::timestamptz[]) AS used (id, at)
    WHERE key.id = used.id AND (key.last_used_at IS NULL
      OR key.last_used_at <= used.at - make_interval(secs => ${input.interval_ms / 1000}))`);
}
