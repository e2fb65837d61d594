import type { ContactRow } from './contact-source.ts';

/** What a bulk action needs of a chosen row. */
export type Picked = {
  readonly session: string;
  readonly contactId: string;
  readonly name: string;
  readonly isPerson: boolean;
  readonly onWhatsapp: boolean;
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

export function pickedOf(row: ContactRow): Picked {
  return {
    session: row.session_id,
    contactId: row.contact_id,
    name: row.name,
    isPerson: row.type === 'individual',
    onWhatsapp: row.on_whatsapp,
    places: row.accounts?.map(({ session_id, id }) => ({ session: session_id, id })) ?? [
      { session: row.session_id, id: row.id },
    ],
  };
}
