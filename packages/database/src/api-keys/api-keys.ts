import { isUuid } from '@grabber/primitives/uuid';
import { and, asc, eq, getTableColumns, sql } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { apiKeys } from '../schema/api-keys.ts';
import { consoleSessions } from '../schema/console-sessions.ts';

/** One row of `api_keys`, with the public columns of a key. */
export interface ApiKeyRow {
  id: string;
  workspace_id: string;
  name: string;
  prefix: string;
  scopes: string[];
  /** The key that it is revoked with. */
  parent_id: string | null;
  /** `admin`, `command`, or the id of a key. */
  created_by: string | null;
  allowed_addresses: string[] | null;
  session_ids: string[] | null;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
  created_at: Date;
}

const { key_hash, ...shown } = getTableColumns(apiKeys);

/** All columns except the hash, which must not leave the database. */
export const apiKeyColumns = shown;

/** What a new key is made of. The key itself is never stored, only its SHA-256. */
export interface NewApiKey {
  workspace_id: string;
  name: string;
  prefix: string;
  key_hash: Buffer;
  scopes: string[];
  expires_at: Date | null;
  /** Default: none. */
  parent_id?: string | null;
  /** Default: not known. */
  created_by?: string | null;
  /** Default: every address. */
  allowed_addresses?: string[] | null;
  /** Default: every session of the workspace. */
  session_ids?: string[] | null;
  now: Date;
}

/** Stores a new key, in the caller's transaction. Null: its parent has just been revoked, or has expired. */
export async function insertApiKey(
  { orm }: Pick<Database, 'orm'>,
  input: NewApiKey,
): Promise<ApiKeyRow | null> {
  const { now, ...columns } = input;
  if (input.parent_id && !(await keepActive(orm, input.parent_id, now))) return null;
  const [row] = await orm
    .insert(apiKeys)
    .values({ ...columns, created_at: now })
    .returning(apiKeyColumns);
  return row ?? null;
}

/** Keeps a key from being revoked until the transaction ends. False: it is no longer valid. */
async function keepActive(orm: Database['orm'], id: string, now: Date): Promise<boolean> {
  const [key] = await orm
    .select(apiKeyColumns)
    .from(apiKeys)
    .where(eq(apiKeys.id, id))
    .for('share');
  return key !== undefined && isActive(key, now);
}

/** Whether the key is neither revoked nor expired. */
export function isActive(
  { revoked_at, expires_at }: Pick<ApiKeyRow, 'revoked_at' | 'expires_at'>,
  now: Date,
): boolean {
  return revoked_at === null && (expires_at === null || expires_at > now);
}

/** The key with this SHA-256, revoked and expired ones included, or null. */
export async function findApiKeyByHash(db: Database, hash: Buffer): Promise<ApiKeyRow | null> {
  const { orm } = db.reserved;
  const [row] = await orm.select(apiKeyColumns).from(apiKeys).where(eq(apiKeys.key_hash, hash));
  return row ?? null;
}

/**
 * The keys of a workspace (null: of all), oldest first, without their hashes. `session_ids`: only those that are
 * limited to some of these sessions.
 */
export async function listApiKeys(
  db: Database,
  options: { workspace_id: string | null; session_ids?: readonly string[] | null },
): Promise<ApiKeyRow[]> {
  return db.orm
    .select(apiKeyColumns)
    .from(apiKeys)
    .where(and(...keysInScope(options)))
    .orderBy(asc(apiKeys.created_at), asc(apiKeys.id));
}

/** What a caller sees of the keys. `workspace_id: null` is the global admin, which sees all. */
export interface KeyScope {
  id: string;
  workspace_id: string | null;
  /** Absent or null: every session of the workspace. */
  session_ids?: readonly string[] | null;
}

/** One key of the workspace (null: of any), or null. */
export async function findApiKey(
  db: Pick<Database, 'orm'>,
  input: KeyScope,
): Promise<ApiKeyRow | null> {
  if (!isUuid(input.id)) return null;
  const [row] = await db.orm.select(apiKeyColumns).from(apiKeys).where(keyInScope(input));
  return row ?? null;
}

/** The condition of one key in its workspace. The id must be a UUID. */
export function keyInScope({ id, ...scope }: KeyScope) {
  return and(eq(apiKeys.id, id), ...keysInScope(scope));
}

function keysInScope({ workspace_id, session_ids = null }: Omit<KeyScope, 'id'>) {
  return [
    workspace_id === null ? undefined : eq(apiKeys.workspace_id, workspace_id),
    // A key without sessions of its own has all of the workspace, so it is outside.
    session_ids === null
      ? undefined
      : sql`${apiKeys.session_ids} <@ ${sql.param(session_ids)}::uuid[]`,
  ];
}

/**
 * Stores when keys and sessions of the console were last used, by their ids. A use less than `interval_ms` after the
 * stored one is left out: other processes store uses of the same keys.
 */
export async function recordKeyUses(
  db: Database,
  input: { uses: readonly { id: string; used_at: Date }[]; interval_ms: number },
): Promise<void> {
  const ids = input.uses.map(({ id }) => id);
  const times = input.uses.map(({ used_at }) => used_at.toISOString());
  for (const table of [apiKeys, consoleSessions]) {
    await db.orm.execute(sql`
      UPDATE ${table} AS used_one SET last_used_at = used.at
      FROM unnest(${sql.param(ids)}::uuid[], ${sql.param(times)}::timestamptz[]) AS used (id, at)
      WHERE used_one.id = used.id AND (used_one.last_used_at IS NULL
        OR used_one.last_used_at <= used.at - make_interval(secs => ${input.interval_ms / 1000}))`);
  }
}
