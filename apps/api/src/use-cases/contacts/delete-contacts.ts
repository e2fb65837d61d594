import {
  deleteContact as deleteRow,
  deleteContacts as deleteRows,
  deleteWorkspaceContacts as deleteWorkspaceRows,
} from '@grabber/database/contacts/delete-contacts';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { findWorkspace } from '@grabber/database/workspaces/workspaces';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import type { Access } from '../access/access.ts';
import { contactNotFound } from './require-contact.ts';

/** How long a deletion waits for a grab that writes the same address book. */
export const ADDRESS_BOOK_LOCK_TIMEOUT_MS = 10_000;

/** Deletes one contact, or one group with its memberships. Throws CONTACT_NOT_FOUND, GrabLockTimeout. */
export async function deleteContact(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  contactId: string,
): Promise<void> {
  const lock_timeout_ms = ADDRESS_BOOK_LOCK_TIMEOUT_MS;
  const options = { session_id: session.id, contact_id: contactId, lock_timeout_ms };
  if (!(await deleteRow(db, options))) throw contactNotFound();
}

/** Deletes a session's contacts and groups. Answers their number. Throws GrabLockTimeout. */
export function deleteContacts({ db }: Pick<Context, 'db'>, session: SessionRow): Promise<number> {
  const lock_timeout_ms = ADDRESS_BOOK_LOCK_TIMEOUT_MS;
  return deleteRows(db, { session_id: session.id, lock_timeout_ms });
}

/**
 * Deletes the stored contacts and groups of all sessions of a workspace. Answers their number. Throws
 * WORKSPACE_NOT_FOUND, also for a workspace that the key has no access to. Throws GrabLockTimeout if a
 * grab ran in some sessions: the other sessions are then cleared.
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
  return deleteWorkspaceRows(db, { workspace_id: workspace.id, lock_timeout_ms });
}
