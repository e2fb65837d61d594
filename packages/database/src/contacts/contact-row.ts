import { getTableColumns } from '../connection/drizzle.ts';
import { contacts } from '../schema/contacts.ts';

/** Columns that no reader of contacts gets. */
const INTERNAL = [
  ...(['written_at', 'missing_since', 'members_listed_at', 'created_change'] as const),
  ...(['changed_change', 'field_changes', 'search_text', 'own_text'] as const),
] as const;

/** One row of `contacts` as it is read. */
export type ContactRow = Omit<typeof contacts.$inferSelect, (typeof INTERNAL)[number]> & {
  /** the row's last write or, while active, the last complete listing of its type, if that is later */
  grabbed_at: Date;
  /** the names of some members of a group without a subject; null: it has one, or no member is known */
  member_names: string | null;
};

/** When contacts c were last known to be as they are, from them and their session x; see `grabbed_at`. */
const GRABBED_AT = `GREATEST(c.written_at, CASE WHEN c.status = 'active' THEN
    CASE WHEN c.type = 'group' THEN x.groups_listed_at WHEN c.on_whatsapp THEN x.contacts_listed_at
      ELSE x.without_whatsapp_listed_at END
  END) AS grabbed_at`;

/** How many members stand for a group without a subject. */
const SHOWN_MEMBERS = 4;

/** See `member_names`; other members than the account. Evaluated for such groups alone, and they are few. */
const MEMBER_NAMES = `CASE WHEN c.type = 'group' AND c.name IS NULL THEN (
    SELECT string_agg(m.shown, ', ') FROM (
      SELECT COALESCE(p.name, '+' || p.phone_number) AS shown FROM group_participants p
      WHERE p.group_row_id = c.id AND p.status = 'active'
        AND COALESCE(p.name, p.phone_number) IS NOT NULL
        AND p.phone_number IS DISTINCT FROM x.phone_number
      ORDER BY p.name IS NULL, p.participant_id LIMIT ${SHOWN_MEMBERS}) m)
  END AS member_names`;

const COMPUTED: Readonly<Partial<Record<keyof ContactRow, string>>> = {
  grabbed_at: GRABBED_AT,
  member_names: MEMBER_NAMES,
};

/** The columns of a ContactRow, in the order of the table. */
export const CONTACT_ROW_FIELDS = [
  ...Object.keys(getTableColumns(contacts)).filter((name) => !INTERNAL.some((one) => one === name)),
  ...Object.keys(COMPUTED),
] as (keyof ContactRow)[];

/** Select list of these fields, from contacts c and their session x. */
export function selectList(fields: readonly (keyof ContactRow)[]): string {
  return fields.map((name) => COMPUTED[name] ?? `c.${name}`).join(', ');
}

/** Select list of a ContactRow, from contacts c and their session x. */
export const CONTACT_ROW_COLUMNS = selectList(CONTACT_ROW_FIELDS);
