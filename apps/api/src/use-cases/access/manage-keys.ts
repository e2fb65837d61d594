import type { ApiKey, CreatedApiKey, CreateKeyBody } from '@grabber/contracts/api/key';
import { listApiKeys, revokeApiKey } from '@grabber/database/api-keys/api-keys';
import { findWorkspace, listWorkspaces } from '@grabber/database/workspaces/workspaces';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { keyToWire } from '../../mappers/access-to-wire.ts';
import type { Access } from './access.ts';
import { createKey } from './create-key.ts';
import { resolveWorkspace } from './workspaces.ts';

/**
 * Creates a key for a caller: in the workspace of the caller's key, or in any workspace with the admin
 * key. Throws WORKSPACE_NOT_FOUND, VALIDATION_FAILED and WorkspaceFull.
 */
export async function issueKey(
  context: Pick<Context, 'db' | 'clock' | 'workspaceLimits'>,
  access: Pick<Access, 'workspaceId'>,
  input: CreateKeyBody,
): Promise<CreatedApiKey> {
  const { name: workspace } = await resolveWorkspace(context, access, input.workspace);
  return createKey(context, { ...input, workspace }, context.workspaceLimits.keys);
}

/** The keys of the caller's workspace, or of all, including revoked and expired keys. */
export async function listKeys(
  { db }: Pick<Context, 'db'>,
  access: Pick<Access, 'workspaceId'>,
): Promise<ApiKey[]> {
  const rows = await listApiKeys(db, { workspace_id: access.workspaceId });
  const names = new Map((await listWorkspaces(db)).map(({ id, name }) => [id, name]));
  return rows.map((row) => keyToWire(row, names.get(row.workspace_id) ?? ''));
}

/** Revokes a key at once and for good. Throws KEY_NOT_FOUND, also for a key of another workspace. */
export async function revokeKey(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  access: Pick<Access, 'workspaceId'>,
  id: string,
): Promise<ApiKey> {
  const row = await revokeApiKey(db, { id, workspace_id: access.workspaceId, now: clock() });
  if (!row) throw new ServiceError('KEY_NOT_FOUND', 'There is no such key.');
  const workspace = await findWorkspace(db, row.workspace_id);
  return keyToWire(row, workspace?.name ?? '');
}
