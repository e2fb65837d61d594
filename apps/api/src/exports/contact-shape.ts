import { type ContactLine, contactBlockReader } from '@grabber/database/contacts/contact-lines';
import type { CellKind, ExportColumn, ExportShape } from './export-table.ts';
import { contactJson } from './json/contact-json.ts';

type Row = ContactLine;
type Column = ExportColumn<Row>;

/** A function for each, though the names say it all: looking a field up by a variable costs thrice. */
const VALUES: readonly [CellKind, string, Column['value']][] = [
  ['plain', 'type', (row) => row.type],
  ['text', 'name', (row) => row.name],
  ['phone', 'phone_number', (row) => row.phone_number],
  ['plain', 'contact_id', (row) => row.contact_id],
  ['plain', 'lid', (row) => row.lid],
  ['text', 'address_book_name', (row) => row.address_book_name],
  ['text', 'short_name', (row) => row.short_name],
  ['text', 'verified_name', (row) => row.verified_name],
  ['text', 'push_name', (row) => row.push_name],
  ['flag', 'is_saved', (row) => (isGroup(row) ? null : row.is_saved)],
  ['flag', 'is_business', (row) => (isGroup(row) ? null : row.is_business)],
  ['flag', 'is_blocked', (row) => (isGroup(row) ? null : row.is_blocked)],
  ['text', 'group_description', (row) => row.group_description],
  ['number', 'group_participants_count', (row) => row.group_participants_count],
  ['flag', 'is_admin', (row) => row.is_admin],
  ['flag', 'is_announce', (row) => (isGroup(row) ? row.is_announce : null)],
  ['flag', 'is_community', (row) => (isGroup(row) ? row.is_community : null)],
  ['plain', 'community_id', (row) => row.community_id],
  ['plain', 'owner_id', (row) => row.owner_id],
  ['plain', 'group_created_at', (row) => row.group_created_at],
  ['text', 'profile_picture', (row) => row.profile_picture],
  ['plain', 'status', (row) => row.status],
  ['plain', 'grabbed_at', (row) => row.grabbed_at],
  ['number', 'id', (row) => row.id],
];
const COLUMNS: readonly Column[] = VALUES.map(([kind, name, value]) => ({ kind, name, value }));

function isGroup(row: Row): boolean {
  return row.type === 'group';
}

/** Contacts and groups of a session as rows of a file; groups are in no file of persons. */
export function contactShape(sessionId: string): ExportShape<ContactLine> {
  return {
    title: 'Contacts',
    rows: contactBlockReader(),
    columns: COLUMNS,
    json: contactJson(sessionId),
    person: (row) =>
      row.type === 'group'
        ? null
        : {
            id: row.contact_id,
            name: row.name,
            phone_number: row.phone_number,
            nickname: row.push_name === row.name ? null : row.push_name,
            company: row.verified_name,
            revised_at: row.grabbed_at,
          },
  };
}
