import type { ContactFilters } from '@grabber/database/contacts/contact-filters';
import { readGrabbedContacts, streamContacts } from '@grabber/database/contacts/stream-contacts';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { contactJson } from '../../exports/json/contact-json.ts';
import { jsonItems } from '../../exports/json/json.ts';
import type { GrabbedRows } from '../../mappers/grab-to-wire.ts';

type Needs = Pick<Context, 'db'>;

/** All stored rows that match the filters, as the items of a JSON array. The session may be offline. */
export function readAddressBook(
  { db }: Needs,
  session: SessionRow,
  options: ContactFilters & { signal: AbortSignal },
): AsyncIterable<string> {
  const blocks = streamContacts(db, { session_id: session.id, ...options });
  return jsonItems(contactJson(session.id), blocks);
}

/** The rows that a stored grab saw, also as JSON items. */
export function readGrabbed({ db }: Needs, grab: GrabRow, signal: AbortSignal): GrabbedRows {
  const json = contactJson(grab.session_id);
  const read = (type: 'group' | 'individual') =>
    jsonItems(json, readGrabbedContacts(db, { grab_id: grab.id, type, signal }));
  return { groups: read('group'), contacts: read('individual') };
}
