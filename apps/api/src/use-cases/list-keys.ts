import type { ApiKey } from '@grabber/contracts/api/key';
import { listApiKeys } from '@grabber/database/list-api-keys';
import { listWorkspaces } from '@grabber/database/list-workspaces';
import type { Access } from '../access.ts';
import type { Context } from '../context.ts';
import { keyToWire } from '../mappers/key-to-wire.ts';

/** The keys of the caller's workspace, or of all; revoked and expired ones included. */
export async function listKeys(
  { db }: Pick<Context, 'db'>,
  access: Pick<Access, 'workspaceId'>,
): Promise<ApiKey[]> {
  const rows = await listApiKeys(db, { workspace_id: access.workspaceId });
  const names = new Map((await listWorkspaces(db)).map(({ id, name }) => [id, name]));
  return rows.map((row) => keyToWire(row, names.get(row.workspace_id) ?? ''));
}
