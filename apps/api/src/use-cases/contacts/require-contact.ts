import type { ContactRow } from '@grabber/database/contacts/contact-row';
import {
  findContact,
  type GroupOfContact,
  groupsOfContact,
} from '@grabber/database/contacts/find-contact';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { addressIn } from './chosen-rows.ts';

/** One contact with its groups, or one group, by any address of it. Throws CONTACT_NOT_FOUND. */
export async function requireContact(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  address: string,
): Promise<{ contact: ContactRow; groups: GroupOfContact[] }> {
  const contact = await findContact(db, addressIn(session, address));
  if (!contact) throw contactNotFound();
  if (contact.type === 'group') return { contact, groups: [] };
  const { session_id, contact_id } = contact;
  return { contact, groups: await groupsOfContact(db, { session_id, contact_id }) };
}

export function contactNotFound(): ServiceError {
  return new ServiceError('CONTACT_NOT_FOUND', 'The session has no such contact.');
}

/** A stored group of the session. Throws GROUP_NOT_FOUND, also for the id of a contact. */
export async function requireGroup(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  address: string,
): Promise<ContactRow> {
  const group = await findContact(db, addressIn(session, address));
  if (group?.type === 'group') return group;
  throw new ServiceError('GROUP_NOT_FOUND', 'The session has no such group.');
}
