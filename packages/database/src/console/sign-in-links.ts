import { and, eq, sql } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { signInLinks } from '../schema/console-sessions.ts';

/** Stores a link that signs one browser in to a workspace. Deletes those that have expired. */
export async function insertSignInLink(
  { orm }: Pick<Database, 'orm'>,
  link: { token_hash: Buffer; workspace_id: string; now: Date; expires_at: Date },
): Promise<void> {
  const { now, ...columns } = link;
  await purgeSignInLinks({ orm }, now);
  await orm.insert(signInLinks).values({ ...columns, created_at: now });
}

/** Uses the link up. Answers its workspace, or null: it was used, has expired, or never was. */
export async function useSignInLink(
  { orm }: Pick<Database, 'orm'>,
  { token_hash, now }: { token_hash: Buffer; now: Date },
): Promise<string | null> {
  const [row] = await orm
    .delete(signInLinks)
    .where(
      and(
        eq(signInLinks.token_hash, token_hash),
        sql`${signInLinks.expires_at} > ${now.toISOString()}::timestamptz`,
      ),
    )
    .returning({ workspace_id: signInLinks.workspace_id });
  return row?.workspace_id ?? null;
}

/** Deletes the links that expired before that time. */
export async function purgeSignInLinks(
  { orm }: Pick<Database, 'orm'>,
  before: Date,
): Promise<void> {
  await orm.execute(
    sql`DELETE FROM ${signInLinks} WHERE expires_at < ${before.toISOString()}::timestamptz`,
  );
}
