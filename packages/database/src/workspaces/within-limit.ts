import { eq, sql } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { withShortLockTimeout } from '../connection/transactions.ts';
import { apiKeys } from '../schema/api-keys.ts';
import { sessions } from '../schema/sessions.ts';
import { webhooks } from '../schema/webhooks.ts';

/** The workspace has as many sessions, keys or webhooks as it may have. */
export class WorkspaceFull extends Error {
  override readonly name = 'WorkspaceFull';
  readonly code = 'WORKSPACE_FULL';

  constructor(limit: WorkspaceLimit) {
    super(`the workspace has ${limit.max} ${limit.of}, as many as it may have`);
  }
}

/** Keys count until they are revoked or have expired. */
export interface WorkspaceLimit {
  workspace_id: string;
  of: 'sessions' | 'keys' | 'webhooks';
  max: number;
  now: Date;
}

/**
 * Runs `work`, which adds one, in a transaction. Others that add to the workspace wait for its end, so that
 * they never pass the limit together. Throws WorkspaceFull.
 */
export async function withinWorkspaceLimit<T>(
  db: Database,
  limit: WorkspaceLimit,
  work: (bounded: Pick<Database, 'orm'>) => Promise<T>,
): Promise<T> {
  return withShortLockTimeout(db, async ({ orm }, client) => {
    // Leaves the key of the row free, which new sessions and keys refer to.
    const lock = 'SELECT FROM workspaces WHERE id = $1 FOR NO KEY UPDATE';
    await client.query(lock, [limit.workspace_id]);
    const { table, condition } = counted(limit);
    if ((await orm.$count(table, condition)) >= limit.max) throw new WorkspaceFull(limit);
    return work({ orm });
  });
}

function counted({ of, workspace_id, now }: WorkspaceLimit) {
  if (of === 'sessions') {
    return { table: sessions, condition: eq(sessions.workspace_id, workspace_id) };
  }
  if (of === 'webhooks') {
    return { table: webhooks, condition: eq(webhooks.workspace_id, workspace_id) };
  }
  const condition = sql`${apiKeys.workspace_id} = ${workspace_id} AND ${apiKeys.revoked_at} IS NULL
    AND (${apiKeys.expires_at} IS NULL OR ${apiKeys.expires_at} > ${now.toISOString()}::timestamptz)`;
  return { table: apiKeys, condition };
}
