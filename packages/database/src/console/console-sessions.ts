import { type ApiKeyRow, apiKeyColumns } from '../api-keys/api-keys.ts';
import { and, eq, getTableColumns, sql } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { apiKeys } from '../schema/api-keys.ts';
import { consoleSessions } from '../schema/console-sessions.ts';

/** What a session of the console was made with: it allows what that allows. */
export type SessionMaker =
  | { readonly key_id: string; readonly workspace_id: string }
  | { readonly admin_key_hash: Buffer }
  /** A link. */
  | { readonly scopes: readonly string[]; readonly workspace_id: string };

export interface NewConsoleSession {
  token_hash: Buffer;
  maker: SessionMaker;
  now: Date;
  expires_at: Date;
  /** How many sessions a maker has at once. Those that were not used for longest make room. */
  max: number;
}

const { token_hash, ...shown } = getTableColumns(consoleSessions);

/** One row of `console_sessions`, without the hash of its cookie. */
export type ConsoleSessionRow = Omit<typeof consoleSessions.$inferSelect, 'token_hash'>;

/** Stores a session that has just been made. */
export async function insertConsoleSession(
  { orm }: Pick<Database, 'orm'>,
  { token_hash, maker, now, expires_at, max }: NewConsoleSession,
): Promise<ConsoleSessionRow> {
  const columns = 'scopes' in maker ? { ...maker, scopes: [...maker.scopes] } : maker;
  const times = { created_at: now, last_used_at: now, expires_at };
  const [row] = await orm
    .insert(consoleSessions)
    .values({ token_hash, ...columns, ...times })
    .returning(shown);
  if (row === undefined) throw new Error('the session was not stored');
  await orm.execute(sql`
    DELETE FROM ${consoleSessions} WHERE id IN (
      SELECT id FROM ${consoleSessions} WHERE ${madeBy(maker)} AND id <> ${row.id}
      ORDER BY last_used_at DESC, id OFFSET ${max - 1})`);
  return row;
}

/** The session with that cookie, expired ones included, and the key that it was made with. */
export async function findConsoleSession(
  db: Database,
  hash: Buffer,
): Promise<{ session: ConsoleSessionRow; key: ApiKeyRow | null } | null> {
  const [row] = await db.reserved.orm
    .select({ session: shown, key: apiKeyColumns })
    .from(consoleSessions)
    .leftJoin(apiKeys, eq(apiKeys.id, consoleSessions.key_id))
    .where(eq(consoleSessions.token_hash, hash));
  return row ?? null;
}

/** Ends the session with that cookie, if there is one. */
export async function deleteSessionOfCookie(
  { orm }: Pick<Database, 'orm'>,
  hash: Buffer,
): Promise<void> {
  await orm.delete(consoleSessions).where(eq(consoleSessions.token_hash, hash));
}

/** Ends one session. */
export async function deleteConsoleSession(
  { orm }: Pick<Database, 'orm'>,
  id: string,
): Promise<void> {
  await orm.delete(consoleSessions).where(eq(consoleSessions.id, id));
}

/** Ends all sessions of a key, of any admin key, or of the links of a workspace. Answers how many there were. */
export async function deleteConsoleSessions(
  { orm }: Pick<Database, 'orm'>,
  maker: SessionMaker,
): Promise<number> {
  const { rowCount } = await orm.delete(consoleSessions).where(madeBy(maker));
  return rowCount ?? 0;
}

/** Deletes the sessions that expired before that time. */
export async function purgeConsoleSessions(
  { orm }: Pick<Database, 'orm'>,
  before: Date,
): Promise<number> {
  const { rowCount } = await orm.execute(
    sql`DELETE FROM ${consoleSessions} WHERE expires_at < ${before.toISOString()}::timestamptz`,
  );
  return rowCount ?? 0;
}

function madeBy(maker: SessionMaker) {
  if ('key_id' in maker) return eq(consoleSessions.key_id, maker.key_id);
  if ('admin_key_hash' in maker) return sql`${consoleSessions.admin_key_hash} IS NOT NULL`;
  return and(
    eq(consoleSessions.workspace_id, maker.workspace_id),
    sql`${consoleSessions.scopes} IS NOT NULL`,
  );
}
