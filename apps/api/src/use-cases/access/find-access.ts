import { type ApiKeyRow, findApiKeyByHash, isActive } from '@grabber/database/api-keys/api-keys';
import { parseAddressRange } from '@grabber/primitives/address-ranges';
import { equalSecrets, isOneOf } from '@grabber/service-kit/equal-secrets';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { type Access, ADMIN_ACCESS, METRICS_ACCESS, type SettingKeys } from './access.ts';
import { hashKey } from './create-key.ts';

/** Follows the look-ups of keys, by their hashes. */
export type LookUps = {
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
  { adminKeys, metricsKey }: SettingKeys,
  lookUps: LookUps = {},
): Promise<Access> {
  if (!key) throw unauthorized();
  if (isOneOf(key, adminKeys)) return ADMIN_ACCESS;
  if (metricsKey !== undefined && equalSecrets(key, metricsKey)) return METRICS_ACCESS;
  const hash = hashKey(key);
  lookUps.before?.(hash);
  const row = await findApiKeyByHash(db, hash);
  if (!row || !isActive(row, clock())) throw unauthorized();
  lookUps.onValid?.(hash);
  keyUses.note(row.id);
  return accessOfKey(row);
}

/** What a key of the database allows. */
export function accessOfKey(row: ApiKeyRow): Access {
  return {
    keyId: row.id,
    workspaceId: row.workspace_id,
    sessionIds: row.session_ids,
    scopes: new Set(row.scopes),
    expiresAt: row.expires_at,
    allowedAddresses:
      row.allowed_addresses?.map(parseAddressRange).filter((range) => range !== null) ?? null,
  };
}

/** What a caller without a valid key or cookie is refused with. */
export function unauthorized(): ServiceError {
  const message = 'Send a valid API key as X-API-Key, or as Authorization: Bearer.';
  return new ServiceError('UNAUTHORIZED', message);
}
