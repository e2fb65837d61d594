import { and, eq, sql } from 'drizzle-orm';
import { apiKeyColumns } from './api-key-columns.ts';
import type { ApiKeyRow } from './api-key-row.ts';
import { isUuid } from './is-uuid.ts';
import type { Database } from './open-database.ts';
import { apiKeys } from './schema/api-keys.ts';

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
