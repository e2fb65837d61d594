import { findApiKeyByHash, isActive } from '@grabber/database/api-keys/api-keys';
import { parseAddressRange } from '@grabber/primitives/address-ranges';
import { equalSecrets } from '@grabber/service-kit/equal-secrets';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { type Access, ADMIN_ACCESS } from './access.ts';
import { hashKey } from './create-key.ts';

/**
 * The access of a key. Throws UNAUTHORIZED with the same message for a missing, unknown, revoked or
 * expired key.
 */
export async function findAccess(
  { db, clock, keyUses }: Pick<Context, 'db' | 'clock' | 'keyUses'>,
  key: string | undefined,
  adminKey: string,
): Promise<Access> {
  if (!key) throw unauthorized();
  if (equalSecrets(key, adminKey)) return ADMIN_ACCESS;
  const row = await findApiKeyByHash(db, hashKey(key));
  if (!row || !isActive(row, clock())) throw unauthorized();
  keyUses.note(row.id);
  return {
    keyId: row.id,
    workspaceId: row.workspace_id,
    scopes: new Set(row.scopes),
    expiresAt: row.expires_at,
    allowedAddresses:
      row.allowed_addresses?.map(parseAddressRange).filter((range) => range !== null) ?? null,
  };
}

function unauthorized(): ServiceError {
  const message = 'Send a valid API key as X-API-Key, or as Authorization: Bearer.';
  return new ServiceError('UNAUTHORIZED', message);
}
