import type { Filters, Listing } from '../contacts-search.ts';
import type { ContactRow } from '../rows/contact-source.ts';

/** What a bulk action needs of a chosen row. */
export type Picked = {
  readonly session: string;
  readonly name: string;
  readonly isPerson: boolean;
  /** The rows of the person in all accounts: the session and the number of the row there. */
  readonly places: readonly { readonly session: string; readonly id: number }[];
};

/** Some rows by their key, or all that match the filters. */
export type Selection =
  | { readonly kind: 'some'; readonly rows: ReadonlyMap<string, Picked> }
  | { readonly kind: 'all' };

export const NO_SELECTION: Selection = { kind: 'some', rows: new Map() };
const keyOf = (row: ContactRow): string => `${row.session_id} ${row.contact_id}`;

export function isPicked(selection: Selection, row: ContactRow | undefined): boolean {
  if (row === undefined) return selection.kind === 'all';
  return selection.kind === 'all' || selection.rows.has(keyOf(row));
}

/** Chooses a row, or no longer. Stays as it is while all are chosen. */
export function toggled(selection: Selection, row: ContactRow): Selection {
  if (selection.kind === 'all') return selection;
  const rows = new Map(selection.rows);
  const key = keyOf(row);
  if (!rows.delete(key)) rows.set(key, pickedOf(row));
  return { kind: 'some', rows };
}

/** Chooses these rows, too. Stays as it is while all are chosen. */
export function withRows(selection: Selection, added: readonly ContactRow[]): Selection {
  if (selection.kind === 'all') return selection;
  const rows = new Map(selection.rows);
  for (const row of added) rows.set(keyOf(row), pickedOf(row));
  return { kind: 'some', rows };
}

/**
 * What stays chosen when the list becomes another one. "All that match" holds for its filters alone; single rows stay
 * chosen with other filters, and not in another account.
 */
export function keptSelection(selection: Selection, before: Listing, now: Listing): Selection {
  const isSame = JSON.stringify(before) === JSON.stringify(now);
  const isSameAccount = before.session === now.session;
  return isSame || (isSameAccount && selection.kind === 'some') ? selection : NO_SELECTION;
}

/** Whether all that match can be chosen beside some rows. `total`: how many match. Null: not counted yet. */
export function offersAll(selection: Selection, total: number | null): boolean {
  return selection.kind === 'some' && total !== null && total > 0;
}

function pickedOf(row: ContactRow): Picked {
  return {
    session: row.session_id,
    name: row.name,
    isPerson: row.type === 'individual',
    places: row.accounts?.map(({ session_id, id }) => ({ session: session_id, id })) ?? [
      { session: row.session_id, id: row.id },
    ],
  };
}

/** As many as the API takes in one call. */
export const MOST_IDS = 500;

/** The filters that choose these rows. Over all accounts one row of a person stands for all of them. */
export function filtersOf(rows: readonly Picked[]): Filters {
  return { ids: rows.flatMap(({ places }) => places[0]?.id ?? []).join(',') };
}

/** The list of the chosen rows alone, if they are not too many. */
export function listingOfRows(listing: Listing, rows: readonly Picked[]): Listing {
  return { ...listing, filters: filtersOf(rows) };
}
