import type { ListAnchorsQuery } from '@grabber/contracts/api/anchor';
import type { ListContactsQuery, StoredContact } from '@grabber/contracts/api/contact';
import { listAnchors } from '@grabber/database/contacts/list-anchors';
import { listContactsPage } from '@grabber/database/contacts/list-contacts-page';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { decodePageCursor, encodePageCursor } from '../../cursors/page-cursor.ts';
import { contactToWire } from '../../mappers/contact-to-wire.ts';
import type { Language } from '../../messages/language.ts';
import { chosenRows } from './chosen-rows.ts';
import { sortAndOrder } from './sort-order.ts';

export type ContactPage = {
  readonly contacts: StoredContact[];
  /** Null: this is the last page. */
  readonly nextCursor: string | null;
  /** The number of rows that match the filters. Null: not requested. */
  readonly total: number | null;
};

/** The allowed keys of a place, by sort. A client may have made up the cursor. */
const PLACE_KEYS = {
  stored: /^(individual|group)$/,
  name: /^.{1,64}$/su,
  changed: /^\d{1,15}$/,
} as const;

/**
 * One page of the stored address book: rows on WhatsApp, unless a filter says otherwise. Throws VALIDATION_FAILED
 * for a cursor of another list.
 */
export async function readContactPage(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  query: ListContactsQuery & { limit: number },
  language: Language,
): Promise<ContactPage> {
  const { cursor, limit, total: with_total = false, sort: asked = 'stored', ...filters } = query;
  const { sort, order } = sortAndOrder(asked);
  const scope = scopeOf(session, asked, filters);
  const after = cursor === undefined ? null : decodePageCursor(scope, cursor, PLACE_KEYS[sort]);
  const options = { ...chosenRows(session, filters), sort, order, after, limit, with_total };
  const { rows, next, total } = await listContactsPage(db, options);
  const nextCursor = next && encodePageCursor(scope, next);
  const contacts = rows.map((row) => contactToWire(row, language));
  return { contacts, nextCursor, total };
}

/** Cursors of the pages that begin behind so many rows of the list. */
export type AnchorCursors = {
  readonly anchors: { readonly row: number; readonly cursor: string }[];
  readonly total: number;
};

/** Cursors to about every 500th row of the list that `readContactPage` answers with the same parameters. */
export async function readContactAnchors(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  { sort: asked = 'stored', ...filters }: ListAnchorsQuery,
): Promise<AnchorCursors> {
  const scope = scopeOf(session, asked, filters);
  const options = { ...chosenRows(session, filters), ...sortAndOrder(asked) };
  const { anchors, total } = await listAnchors(db, options);
  return {
    anchors: anchors.map(({ place, before }) => ({
      row: before,
      cursor: encodePageCursor(scope, place),
    })),
    total,
  };
}

function scopeOf(session: SessionRow, sort: string, filters: object) {
  const chosen = Object.entries(filters).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [session.id, 'contacts', sort, chosen];
}
