import type { ContactFilters } from '@grabber/database/contact-filters';
import type { ContactRow } from '@grabber/database/contact-row';
import type { GrabRow } from '@grabber/database/grab-row';
import { readGrabbedContacts } from '@grabber/database/read-grabbed-contacts';
import type { SessionRow } from '@grabber/database/session-row';
import { streamContacts } from '@grabber/database/stream-contacts';
import type { Context } from '../context.ts';
import { contactToWire } from '../mappers/contact-to-wire.ts';
import type { GrabbedRows } from '../mappers/grab-to-wire.ts';

type Needs = Pick<Context, 'db'>;

/** All that the filters let through, page by page, whether the session is online or not. */
export function readAddressBook(
  { db }: Needs,
  session: SessionRow,
  filters: ContactFilters,
): AsyncIterable<readonly object[]> {
  return toWire(streamContacts(db, { session_id: session.id, ...filters }));
}

/** The rows that a stored grab saw. */
export function readGrabbed({ db }: Needs, grab: GrabRow): GrabbedRows {
  return {
    groups: toWire(readGrabbedContacts(db, { grab_id: grab.id, type: 'group' })),
    contacts: toWire(readGrabbedContacts(db, { grab_id: grab.id, type: 'individual' })),
  };
}

async function* toWire(pages: AsyncIterable<ContactRow[]>): AsyncGenerator<readonly object[]> {
  for await (const page of pages) yield page.map(contactToWire);
}
