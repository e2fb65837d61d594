import type {
  GroupOfAccounts,
  ListAllContactsQuery,
  ListAllGroupsQuery,
  PersonOfAccounts,
} from '@grabber/contracts/api/account';
import type { ListAllAnchorsQuery } from '@grabber/contracts/api/anchor';
import { DEFAULT_PAGE } from '@grabber/contracts/api/page';
import { listAccountAnchors } from '@grabber/database/accounts/list-account-anchors';
import { listAccountsPage } from '@grabber/database/accounts/list-accounts-page';
import { countStoredMembers } from '@grabber/database/groups/read-groups';
import type { Context } from '../../context.ts';
import { decodePageCursor, encodePageCursor } from '../../cursors/page-cursor.ts';
import { groupEntryToWire, personEntryToWire } from '../../mappers/account-to-wire.ts';
import type { Language } from '../../messages/language.ts';
import { rowFilters } from '../contacts/chosen-rows.ts';
import type { AnchorCursors } from '../contacts/read-contact-page.ts';
import { sortAndOrder } from '../contacts/sort-order.ts';
import type { VisibleSessions } from './visible-sessions.ts';

/** The allowed keys of a place, by sort. A client may have made up the cursor. */
const PLACE_KEYS = {
  address: /^[\d-]{1,65}@[a-z.]{1,20}$/,
  name: /^.{1,64}$/su,
} as const;

type Page<Entry> = {
  readonly entries: Entry[];
  /** Null: this is the last page. */
  readonly nextCursor: string | null;
  /** Null: not requested. */
  readonly total: number | null;
};

/**
 * A page of the persons of the sessions: those on WhatsApp, unless a filter says otherwise. Throws VALIDATION_FAILED for
 * a cursor of another list.
 */
export async function readPersonsPage(
  { db }: Pick<Context, 'db'>,
  sessions: VisibleSessions,
  query: Omit<ListAllContactsQuery, 'workspace'>,
  language: Language,
): Promise<Page<PersonOfAccounts>> {
  const {
    cursor,
    limit = DEFAULT_PAGE,
    total = false,
    sort: asked = 'address',
    ...filters
  } = query;
  const { sort, order } = sortAndOrder(asked);
  const scope = scopeOf(sessions, ['persons', asked], filters);
  const page = await listAccountsPage(db, {
    ...{ session_ids: sessions.ids, type: 'individual', country: sessions.country },
    ...{ ...rowFilters(filters), sort, order, limit, with_total: total },
    after: cursor === undefined ? null : decodePageCursor(scope, cursor, PLACE_KEYS[sort]),
  });
  return {
    entries: page.entries.map((entry) => personEntryToWire(entry, language)),
    nextCursor: page.next && encodePageCursor(scope, page.next),
    total: page.total,
  };
}

/** Cursors to about every 500th person of the list that `readPersonsPage` answers with the same parameters. */
export async function readPersonsAnchors(
  { db }: Pick<Context, 'db'>,
  sessions: VisibleSessions,
  { sort: asked = 'address', ...filters }: Omit<ListAllAnchorsQuery, 'workspace'>,
): Promise<AnchorCursors> {
  const scope = scopeOf(sessions, ['persons', asked], filters);
  const { anchors, total } = await listAccountAnchors(db, {
    ...{ session_ids: sessions.ids, country: sessions.country },
    ...{ ...rowFilters(filters), ...sortAndOrder(asked) },
  });
  return {
    anchors: anchors.map(({ place, before }) => ({
      row: before,
      cursor: encodePageCursor(scope, place),
    })),
    total,
  };
}

/** A page of the groups of the sessions. Throws VALIDATION_FAILED for a cursor of another list. */
export async function readAllGroupsPage(
  { db }: Pick<Context, 'db'>,
  sessions: VisibleSessions,
  query: Omit<ListAllGroupsQuery, 'workspace'>,
  language: Language,
): Promise<Page<GroupOfAccounts>> {
  const { cursor, limit = DEFAULT_PAGE, ...filters } = query;
  const scope = scopeOf(sessions, ['groups'], filters);
  const page = await listAccountsPage(db, {
    ...{ session_ids: sessions.ids, type: 'group', country: sessions.country },
    ...{ ...filters, limit },
    after: cursor === undefined ? null : decodePageCursor(scope, cursor, PLACE_KEYS.address),
  });
  const ids = page.entries.map(({ contact }) => contact.id);
  const members = await countStoredMembers(db, ids);
  return {
    entries: page.entries.map((entry) =>
      groupEntryToWire(entry, members.get(entry.contact.id) ?? 0, language),
    ),
    nextCursor: page.next && encodePageCursor(scope, page.next),
    total: null,
  };
}

/** A cursor stays valid when sessions come and go: a place is one in every set of them. */
function scopeOf({ workspace }: VisibleSessions, list: readonly string[], filters: object) {
  const chosen = Object.entries(filters).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [workspace.id, 'accounts', ...list, chosen];
}
