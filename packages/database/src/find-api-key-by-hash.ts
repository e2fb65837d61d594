import { eq } from 'drizzle-orm';
import { apiKeyColumns } from './api-key-columns.ts';
import type { ApiKeyRow } from './api-key-row.ts';
import type { Database } from './open-database.ts';
import { apiKeys } from './schema/api-keys.ts';

/** The key with this SHA-256, revoked and expired ones included, or null. */
export async function findApiKeyByHash(db: Database, hash: Buffer): Promise<ApiKeyRow | null> {
  const [row] = await db.orm.select(apiKeyColumns).from(apiKeys).where(eq(apiKeys.key_hash, hash));
  return row ?? null;
}
