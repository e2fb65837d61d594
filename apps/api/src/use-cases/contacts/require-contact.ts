import type { ContactRow } from '@grabber/database/contacts/contact-row';
import {
  findContact,
  type GroupOfContact,
  groupsOfContact,
} from '@grabber/database/contacts/find-contact';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';

/** One contact with its groups, or one group. Throws CONTACT_NOT_FOUND. */
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

/** A stored group of the session. Throws GROUP_NOT_FOUND, also for the id of a contact. */
export async function requireGroup(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  groupId: string,
): Promise<ContactRow> {
  const group = await findContact(db, { session_id: session.id, contact_id: groupId });
  if (group?.type === 'group') return group;
  throw new ServiceError('GROUP_NOT_FOUND', 'The session has no such group.');
}
