import type { ContactRow } from '@grabber/database/contact-row';
import { findContact } from '@grabber/database/find-contact';
import type { SessionRow } from '@grabber/database/session-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';

/** A stored group of the session. Throws GROUP_NOT_FOUND, also for what is no group. */
export async function requireGroup(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  groupId: string,
): Promise<ContactRow> {
  const group = await findContact(db, { session_id: session.id, contact_id: groupId });
  if (group?.type === 'group') return group;
  throw new ServiceError('GROUP_NOT_FOUND', 'The session has no such group.');
}
