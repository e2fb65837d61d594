import { getTableColumns } from '../connection/drizzle.ts';
import { contacts } from '../schema/contacts.ts';

/** Columns that no reader of contacts gets. */
const INTERNAL = [
  ...(['written_at', 'missing_since', 'created_change', 'changed_change'] as const),
  ...(['field_changes', 'search_text'] as const),
] as const;

/** One row of `contacts` as it is read. */
export type ContactRow = Omit<typeof contacts.$inferSelect, (typeof INTERNAL)[number]> & {
  /** the row's last write or, while active, the last complete listing of its type, if that is later */
  grabbed_at: Date;
};

/** When contacts c were last known to be as they are, from them and their session x; see `grabbed_at`. */
const GRABBED_AT = `GREATEST(c.written_at, CASE WHEN c.status = 'active' THEN
    CASE c.type WHEN 'group' THEN x.groups_listed_at ELSE x.contacts_listed_at END
  END) AS grabbed_at`;

/** The columns of a ContactRow, in the order of the table. */
export const CONTACT_ROW_FIELDS = [
  ...Object.keys(getTableColumns(contacts)).filter((name) => !INTERNAL.some((one) => one === name)),
  'grabbed_at',
] as (keyof ContactRow)[];

/** Select list of these fields, from contacts c and their session x. */
export function selectList(fields: readonly (keyof ContactRow)[]): string {
  return fields.map((name) => (name === 'grabbed_at' ? GRABBED_AT : `c.${name}`)).join(', ');
}

/** Select list of a ContactRow, from contacts c and their session x. */
export const CONTACT_ROW_COLUMNS = selectList(CONTACT_ROW_FIELDS);
