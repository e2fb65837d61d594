import { parseAddress } from '@grabber/database/contacts/contact-address';
import {
  type ContactToDelete,
  deleteContact as deleteRow,
  deleteContacts as deleteRows,
  deleteWorkspaceContacts as deleteWorkspaceRows,
} from '@grabber/database/contacts/delete-contacts';
import { findContact } from '@grabber/database/contacts/find-contact';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { findWorkspace } from '@grabber/database/workspaces/workspaces';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import type { Access } from '../access/access.ts';
import { addressIn } from './chosen-rows.ts';
import { contactNotFound } from './require-contact.ts';

/** How long a deletion waits for a grab that writes the same address book. */
export const ADDRESS_BOOK_LOCK_TIMEOUT_MS = 10_000;

/**
 * Deletes one contact, or one group with its memberships, by an address with its server or by the row's
 * `id`. Throws CONTACT_NOT_FOUND, VALIDATION_FAILED for what may be a phone number, GrabLockTimeout.
 */
export async function deleteContact(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  text: string,
): Promise<void> {
  const which = await contactToDelete(db, session, text);
  const lock_timeout_ms = ADDRESS_BOOK_LOCK_TIMEOUT_MS;
  if (!(await deleteRow(db, { session_id: session.id, ...which, lock_timeout_ms }))) {
    throw contactNotFound();
  }
}

/** A number of ten digits or more is a phone number: there are not so many rows. */
const ROW_ID = /^[1-9]\d{0,8}$/;

/** A number that was meant as a phone number must not delete the row with that id. */
async function contactToDelete(
  db: Context['db'],
  session: SessionRow,
  text: string,
): Promise<ContactToDelete> {
  const address = parseAddress(text);
  if (address === null) throw contactNotFound();
  const found = () => findContact(db, addressIn(session, text));
  if (address.form === 'whole') return { contact_id: (await found())?.contact_id ?? address.jid };
  if (!ROW_ID.test(text) || (await found())) throw numberAlone();
  return { row_id: Number(text) };
}

function numberAlone(): ServiceError {
  const message = {
    en: 'is a number alone: send the whole address, such as 628…@s.whatsapp.net, or the id of the row',
    id: 'hanya berupa nomor: kirim alamat lengkap, misalnya 628…@s.whatsapp.net, atau id barisnya',
  };
  const details = [{ path: 'params.contactId', message }];
  return new ServiceError('VALIDATION_FAILED', 'A number alone deletes nothing.', { details });
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
