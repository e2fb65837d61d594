import type { ListContactsQuery, StoredContact } from '@grabber/contracts/api/contact';
import { listContactsPage } from '@grabber/database/contacts/list-contacts-page';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { decodePageCursor, encodePageCursor } from '../../cursors/page-cursor.ts';
import { contactToWire } from '../../mappers/contact-to-wire.ts';

export type ContactPage = {
  readonly contacts: StoredContact[];
  /** Null: there is nothing after this page. */
  readonly nextCursor: string | null;
  /** All that the filters let through; null: not asked for. */
  readonly total: number | null;
};

/** What the key of a place may be, by the sort; a cursor may have been made up. */
const PLACE_KEYS = {
  stored: /^(individual|group)$/,
  name: /^.{1,64}$/su,
  changed: /^\d{1,15}$/,
} as const;

/** One page of the stored address book. Throws VALIDATION_FAILED for a cursor that is not of it. */
export async function readContactPage(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  query: ListContactsQuery & { limit: number },
): Promise<ContactPage> {
  const { cursor, limit, total: with_total = false, sort = 'stored', ...filters } = query;
  const chosen = Object.entries(filters).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const scope = [session.id, 'contacts', sort, chosen];
  const after = cursor === undefined ? null : decodePageCursor(scope, cursor, PLACE_KEYS[sort]);
  const options = { session_id: session.id, ...filters, sort, after, limit, with_total };
  const { rows, next, total } = await listContactsPage(db, options);
  const nextCursor = next && encodePageCursor(scope, next);
  return { contacts: rows.map(contactToWire), nextCursor, total };
}
