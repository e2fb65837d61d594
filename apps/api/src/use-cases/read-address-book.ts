import type { ContactType } from '@grabber/contracts/api/contact';
import type { ContactRow } from '@grabber/database/contact-row';
import type { GrabRow } from '@grabber/database/grab-row';
import { readContacts } from '@grabber/database/read-contacts';
import { readGrabbedContacts } from '@grabber/database/read-grabbed-contacts';
import type { SessionRow } from '@grabber/database/session-row';
import type { Context } from '../context.ts';
import { contactToWire } from '../mappers/contact-to-wire.ts';
import type { GrabbedRows } from '../mappers/grab-to-wire.ts';

/** Everything stored of a session, or one type, page by page, whether the session is online or not. */
export function readAddressBook(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  type: ContactType | undefined,
): AsyncIterable<readonly object[]> {
  return toWire(readContacts(db, { session_id: session.id, ...(type && { type }) }));
}

/** The rows that a stored grab saw. */
export function readGrabbed({ db }: Pick<Context, 'db'>, grab: GrabRow): GrabbedRows {
  return {
    groups: toWire(readGrabbedContacts(db, { grab_id: grab.id, type: 'group' })),
    contacts: toWire(readGrabbedContacts(db, { grab_id: grab.id, type: 'individual' })),
  };
}

async function* toWire(pages: AsyncIterable<ContactRow[]>): AsyncGenerator<readonly object[]> {
  for await (const page of pages) yield page.map(contactToWire);
}
