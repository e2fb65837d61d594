import { createHash } from 'node:crypto';
import { findApiKeyByHash } from '@grabber/database/api-keys/api-keys';
import { equalSecrets } from '@grabber/service-kit/equal-secrets';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { type Access, ADMIN_ACCESS } from './access.ts';

/** Follows the look-ups of keys, by their hashes. */
type LookUps = {
  /** May throw: then the key is not looked up. */
  before?(hash: Buffer): void;
  onValid?(hash: Buffer): void;
};

/**
 * The access of a key. Throws UNAUTHORIZED with the same message for a missing, unknown, revoked or
 * expired key.
 */
export async function findAccess(
  { db, clock, keyUses }: Pick<Context, 'db' | 'clock' | 'keyUses'>,
  key: string | undefined,
  adminKey: string,
  lookUps: LookUps = {},
): Promise<Access> {
  if (!key) throw unauthorized();
  if (equalSecrets(key, adminKey)) return ADMIN_ACCESS;
  const hash = hashKey(key);
  lookUps.before?.(hash);
  const row = await findApiKeyByHash(db, hash);
  const now = clock();
  if (!row || row.revoked_at || (row.expires_at && row.expires_at <= now)) throw unauthorized();
  lookUps.onValid?.(hash);
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
