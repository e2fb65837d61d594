import type { RotatedApiKey, RotateKeyBody } from '@grabber/contracts/api/access/key';
import { type ApiKeyRow, findApiKey } from '@grabber/database/api-keys/api-keys';
import { isBelow, rotateApiKey } from '@grabber/database/api-keys/key-family';
import { findWorkspace } from '@grabber/database/workspaces/workspaces';
import { parseAddressRange } from '@grabber/primitives/address-ranges';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { keyToWire } from '../../mappers/access-to-wire.ts';
import { type Access, LINK_KEY_ID } from './access.ts';
import { newSecret } from './create-key.ts';
import { isWithin } from './key-rights.ts';

const DEFAULT_OVERLAP_SECONDS = 86_400;

/**
 * Replaces a key by a new one with the same rights. The old one stays valid for the overlap. A key replaces
 * itself and the keys below it, the admin key every key. Throws KEY_NOT_FOUND, also for a key that is revoked
 * or has expired, and FORBIDDEN.
 */
export async function rotateKey(
  context: Pick<Context, 'db' | 'clock'>,
  access: Access,
  id: string,
  { overlap_seconds = DEFAULT_OVERLAP_SECONDS }: RotateKeyBody,
): Promise<RotatedApiKey> {
  const { db } = context;
  const now = context.clock();
  const scope = { id, workspace_id: access.workspaceId, session_ids: access.sessionIds };
  const row = await findApiKey(db, scope);
  if (!row) throw notFound();
  await requireMayRotate(context, access, row);
  const { key, ...stored } = newSecret();
  const rotated = await rotateApiKey(db, {
    ...scope,
    ...stored,
    // Who holds a stolen key must not free itself of its revocation.
    parent_id: access.keyId === row.id ? row.id : row.parent_id,
    created_by: access.keyId,
    overlap_ends: new Date(now.getTime() + overlap_seconds * 1_000),
    now,
  });
  if (!rotated) throw notFound();
  const workspace = (await findWorkspace(db, row.workspace_id))?.name ?? '';
  const replaced_key = keyToWire(rotated.replaced, workspace);
  return { ...keyToWire(rotated.created, workspace), key, replaced_key };
}

/** The caller learns the new key. It must not get more by it than by its own. */
async function requireMayRotate(
  { db }: Pick<Context, 'db'>,
  access: Access,
  row: ApiKeyRow,
): Promise<void> {
  const { keyId, workspaceId } = access;
  // Who signed in with a link could as well create such a key.
  const isAdmin = workspaceId === null || keyId === LINK_KEY_ID;
  if (isAdmin || keyId === row.id) return;
  const rights = {
    scopes: row.scopes,
    expiresAt: row.expires_at,
    allowedAddresses: row.allowed_addresses?.map(parseAddressRange) ?? null,
    sessionIds: row.session_ids,
  };
  if (isWithin(access, rights) && (await isBelow(db, { id: row.id, ancestor_id: keyId }))) return;
  const message = 'A key can replace itself and the keys that were created with it.';
  throw new ServiceError('FORBIDDEN', message);
}

function notFound(): ServiceError {
  return new ServiceError('KEY_NOT_FOUND', 'There is no such valid key.');
}
