import type { ExportedContact } from '@grabber/database/stream-contact-export';
import { contactJson } from './contact-json.ts';
import type { CellKind, ExportColumn, ExportShape } from './export-table.ts';

type Column = ExportColumn<ExportedContact>;
type Field = keyof ExportedContact;

const of = (kind: CellKind, name: Field): Column => ({ name, kind, value: (row) => row[name] });
const ofPerson = (kind: CellKind, name: Field): Column => ({
  name,
  kind,
  value: (row) => (row.type === 'individual' ? row[name] : null),
});
const ofGroup = (kind: CellKind, name: Field): Column => ({
  name,
  kind,
  value: (row) => (row.type === 'group' ? row[name] : null),
});

const COLUMNS: readonly Column[] = [
  of('plain', 'type'),
  of('text', 'name'),
  of('phone', 'phone_number'),
  of('plain', 'contact_id'),
  of('plain', 'lid'),
  of('text', 'address_book_name'),
  of('text', 'short_name'),
  of('text', 'verified_name'),
  of('text', 'push_name'),
  ofPerson('flag', 'is_saved'),
  ofPerson('flag', 'is_business'),
  ofPerson('flag', 'is_blocked'),
  of('text', 'group_description'),
  of('number', 'group_participants_count'),
  of('flag', 'is_admin'),
  ofGroup('flag', 'is_announce'),
  ofGroup('flag', 'is_community'),
  of('plain', 'community_id'),
  of('plain', 'owner_id'),
  of('plain', 'group_created_at'),
  of('text', 'profile_picture'),
  of('plain', 'status'),
  of('plain', 'grabbed_at'),
  of('number', 'id'),
];

/** Contacts and groups of a session as rows of a file; groups are in no file of persons. */
export function contactShape(sessionId: string): ExportShape<ExportedContact> {
  return {
    title: 'Contacts',
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
