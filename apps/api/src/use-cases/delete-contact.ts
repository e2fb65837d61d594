import { deleteContact as deleteRow } from '@grabber/database/delete-contact';
import type { SessionRow } from '@grabber/database/session-row';
import type { Context } from '../context.ts';
import { ADDRESS_BOOK_LOCK_TIMEOUT_MS } from './delete-contacts.ts';
import { contactNotFound } from './require-contact.ts';

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
