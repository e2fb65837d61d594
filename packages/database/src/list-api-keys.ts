import { asc, eq } from 'drizzle-orm';
import { apiKeyColumns } from './api-key-columns.ts';
import type { ApiKeyRow } from './api-key-row.ts';
import type { Database } from './open-database.ts';
import { apiKeys } from './schema/api-keys.ts';

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
