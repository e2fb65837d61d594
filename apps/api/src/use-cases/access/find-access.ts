import { createHash } from 'node:crypto';
import { findApiKeyByHash } from '@grabber/database/api-keys/api-keys';
import { isOneOf } from '@grabber/service-kit/equal-secrets';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { type Access, ADMIN_ACCESS } from './access.ts';

/**
 * The access of a key. Throws UNAUTHORIZED with the same message for a missing, unknown, revoked or
 * expired key.
 */
export async function findAccess(
  { db, clock, keyUses }: Pick<Context, 'db' | 'clock' | 'keyUses'>,
  key: string | undefined,
  adminKeys: readonly string[],
): Promise<Access> {
  if (!key) throw unauthorized();
  if (isOneOf(key, adminKeys)) return ADMIN_ACCESS;
  const row = await findApiKeyByHash(db, hashKey(key));
  const now = clock();
  if (!row || row.revoked_at || (row.expires_at && row.expires_at <= now)) throw unauthorized();
  keyUses.note(row.id);
  return { keyId: row.id, workspaceId: row.workspace_id, scopes: new Set(row.scopes) };
}

/** Keys are long and random, so a plain SHA-256 cannot be reversed by trying keys. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function unauthorized(): ServiceError {
  const message = 'Send a valid API key as X-API-Key, or as Authorization: Bearer.';
  return new ServiceError('UNAUTHORIZED', message);
}
