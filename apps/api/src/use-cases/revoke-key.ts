import type { ApiKey } from '@grabber/contracts/api/key';
import { findWorkspace } from '@grabber/database/find-workspace';
import { revokeApiKey } from '@grabber/database/revoke-api-key';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Access } from '../access.ts';
import type { Context } from '../context.ts';
import { keyToWire } from '../mappers/key-to-wire.ts';

/** Ends a key at once, for good. Throws KEY_NOT_FOUND, also for another workspace's key. */
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
