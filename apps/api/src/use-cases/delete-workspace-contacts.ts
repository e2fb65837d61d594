import { deleteWorkspaceContacts as deleteRows } from '@grabber/database/delete-workspace-contacts';
import { findWorkspace } from '@grabber/database/find-workspace';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Access } from '../access.ts';
import type { Context } from '../context.ts';
import { ADDRESS_BOOK_LOCK_TIMEOUT_MS } from './delete-contacts.ts';

/**
 * Deletes the stored contacts and groups of all sessions of a workspace; answers how many. Throws
 * WORKSPACE_NOT_FOUND, also when it is not the key's own, and GrabLockTimeout when
 * sessions are being grabbed: all others are cleared then.
 */
export async function deleteWorkspaceContacts(
  { db }: Pick<Context, 'db'>,
  { workspaceId }: Pick<Access, 'workspaceId'>,
  id: string,
): Promise<number> {
  const workspace = workspaceId === null || workspaceId === id ? await findWorkspace(db, id) : null;
  if (!workspace) {
    throw new ServiceError('WORKSPACE_NOT_FOUND', 'There is no such workspace.');
  }
  const lock_timeout_ms = ADDRESS_BOOK_LOCK_TIMEOUT_MS;
  return deleteRows(db, { workspace_id: workspace.id, lock_timeout_ms });
}
