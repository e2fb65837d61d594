import type { ContactRow } from '@grabber/database/contact-row';
import { findContact, type GroupOfContact, groupsOfContact } from '@grabber/database/find-contact';
import type { SessionRow } from '@grabber/database/session-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';

/** One contact or group with the groups that it is in. Throws CONTACT_NOT_FOUND. */
export async function requireContact(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  contactId: string,
): Promise<{ contact: ContactRow; groups: GroupOfContact[] }> {
  const options = { session_id: session.id, contact_id: contactId };
  const contact = await findContact(db, options);
  if (!contact) throw contactNotFound();
  return { contact, groups: contact.type === 'group' ? [] : await groupsOfContact(db, options) };
}

export function contactNotFound(): ServiceError {
  return new ServiceError('CONTACT_NOT_FOUND', 'The session has no such contact.');
}
