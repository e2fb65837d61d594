import type { ApiKey, CreatedApiKey, CreateKeyBody } from '@grabber/contracts/api/access/key';
import { listApiKeys } from '@grabber/database/api-keys/api-keys';
import { revokeApiKey } from '@grabber/database/api-keys/key-family';
import { findWorkspace, listWorkspaces } from '@grabber/database/workspaces/workspaces';
import { formatAddressRange, parseAddressRange } from '@grabber/primitives/address-ranges';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { keyToWire } from '../../mappers/access-to-wire.ts';
import { type Access, keyWithRow, type Visible } from './access.ts';
import { createKey } from './create-key.ts';
import { requireWithin } from './key-rights.ts';
import { namedSessions } from './named-sessions.ts';
import { resolveWorkspace } from './workspaces.ts';

/**
 * Creates a key for a caller: in the workspace of the caller's key, or in any workspace with the admin key. A
 * key cannot do more, live longer or work from elsewhere than the caller's key, and is revoked with it. Throws
 * FORBIDDEN, WORKSPACE_NOT_FOUND, VALIDATION_FAILED and WorkspaceFull.
 */
export async function issueKey(
  context: Pick<Context, 'db' | 'clock'> & Partial<Pick<Context, 'workspaceLimits'>>,
  access: Access,
  input: CreateKeyBody,
): Promise<CreatedApiKey> {
  const { sessions, ...given } = input;
  const { name: workspace, id } = await resolveWorkspace(context, access, input.workspace);
  const { expiresAt, allowedAddresses } = access;
  const expires_at = input.expires_at ?? expiresAt?.toISOString();
  const allowed_addresses = input.allowed_addresses ?? allowedAddresses?.map(formatAddressRange);
  const session_ids =
    sessions === undefined
      ? access.sessionIds
      : await namedSessions(context, {
          access,
          workspaceId: id,
          names: sessions,
          path: 'sessions',
        });
  requireWithin(access, {
    scopes: input.scopes,
    expiresAt: expires_at === undefined ? null : new Date(expires_at),
    allowedAddresses: allowed_addresses?.map(parseAddressRange) ?? null,
    sessionIds: session_ids,
  });
  const parentId = keyWithRow(access);
  const createdBy = access.keyId;
  const rights = { workspace, expires_at, allowed_addresses, session_ids };
  const key = { ...given, ...rights, parentId, createdBy };
  return createKey(context, key, context.workspaceLimits?.keys);
}

/**
 * The keys of the caller's workspace, or of all, including revoked and expired keys. A key limited to sessions sees the
 * keys that are limited to some of these.
 */
export async function listKeys(
  { db }: Pick<Context, 'db'>,
  { workspaceId: workspace_id, sessionIds: session_ids }: Visible,
): Promise<ApiKey[]> {
  const rows = await listApiKeys(db, { workspace_id, session_ids });
  const names = new Map((await listWorkspaces(db)).map(({ id, name }) => [id, name]));
  return rows.map((row) => keyToWire(row, names.get(row.workspace_id) ?? ''));
}

/**
 * Revokes a key, and the keys below it, at once and for good. Throws KEY_NOT_FOUND, also for a key of another workspace
 * or with other sessions.
 */
export async function revokeKey(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { workspaceId: workspace_id, sessionIds: session_ids }: Visible,
  id: string,
): Promise<ApiKey> {
  const row = await revokeApiKey(db, { id, workspace_id, session_ids, now: clock() });
  if (!row) throw new ServiceError('KEY_NOT_FOUND', 'There is no such key.');
  const workspace = await findWorkspace(db, row.workspace_id);
  return keyToWire(row, workspace?.name ?? '');
}
