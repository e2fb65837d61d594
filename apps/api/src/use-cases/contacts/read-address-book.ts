import { listLabels, type NameCount } from '@grabber/database/contacts/list-labels';
import { readGrabbedContacts, streamContacts } from '@grabber/database/contacts/stream-contacts';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { countingRows } from '../../exports/export-table.ts';
import { contactJson } from '../../exports/json/contact-json.ts';
import { jsonItems } from '../../exports/json/json.ts';
import type { GrabbedRows } from '../../mappers/grab-to-wire.ts';
import type { Language } from '../../messages/language.ts';
import { chosenRows, type GivenFilters } from './chosen-rows.ts';

type Needs = Pick<Context, 'db'>;
type ReadOptions = { readonly language: Language; readonly signal: AbortSignal };

/**
 * All stored rows that match the filters, as the items of a JSON array: those on WhatsApp, unless a filter says
 * otherwise. The session may be offline. `onRows` gets the number of rows of each block.
 */
export function readAddressBook(
  { db }: Needs,
  session: SessionRow,
  filters: GivenFilters,
  { language, signal, onRows }: ReadOptions & { readonly onRows?: (count: number) => void },
): AsyncIterable<string> {
  const blocks = streamContacts(db, { ...chosenRows(session, filters), signal });
  return jsonItems(contactJson(session.id, language), countingRows(blocks, onRows));
}

/** The rows that a stored grab saw, also as JSON items. */
export function readGrabbed(
  { db }: Needs,
  grab: GrabRow,
  { language, signal }: ReadOptions,
): GrabbedRows {
  const json = contactJson(grab.session_id, language);
  const read = (type: 'group' | 'individual') =>
    jsonItems(json, readGrabbedContacts(db, { grab_id: grab.id, type, signal }));
  return { groups: read('group'), contacts: read('individual') };
}

/** The labels of the session's active contacts and groups, each with how many are in it. */
export function readLabels({ db }: Needs, session: SessionRow): Promise<NameCount[]> {
  return listLabels(db, session.id);
}
