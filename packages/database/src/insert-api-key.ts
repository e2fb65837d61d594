import { apiKeyColumns } from './api-key-columns.ts';
import type { ApiKeyRow } from './api-key-row.ts';
import type { Database } from './open-database.ts';
import { apiKeys } from './schema/api-keys.ts';

/** Stores a new key by its SHA-256; the key itself is never stored. */
export async function insertApiKey(
  db: Database,
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
