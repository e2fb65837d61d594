import {
  type ContactFilters,
  contactSource,
  filterConditions,
  searchCondition,
  searchPattern,
} from './contact-filters.ts';
import { type ContactSort, SORT_KEYS, usualOrder } from './contact-order.ts';
import type { ContactRow } from './contact-row.ts';
import { fieldReader, linesOf, timestampReader } from './copy-line.ts';
import { isUuid } from './is-uuid.ts';
import type { Database } from './open-database.ts';
import { sqlParameters } from './sql-parameters.ts';
import { type CopyOptions, streamCopy } from './stream-copy.ts';

/** A contact as it leaves: a ContactRow whose numbers and times are text already. */
export type ExportedContact = Omit<
  ContactRow,
  | 'id'
  | 'session_id'
  | 'group_id'
  | 'created_at'
  | 'group_participants_count'
  | 'group_created_at'
  | 'grabbed_at'
> & {
  id: string;
  group_participants_count: string | null;
  /** ISO 8601 with three fractional digits */
  group_created_at: string | null;
  /** ISO 8601 with six fractional digits */
  grabbed_at: string;
};

/** The fields of an exported line, in their order. */
export const CONTACT_FIELDS = [
  ...(['id', 'contact_id', 'lid', 'type', 'name', 'phone_number', 'address_book_name'] as const),
  ...(['short_name', 'verified_name', 'push_name', 'is_saved', 'is_business'] as const),
  ...(['is_blocked', 'group_name', 'group_description', 'group_participants_count'] as const),
  ...(['is_admin', 'owner_id', 'group_created_at', 'is_announce', 'is_community'] as const),
  ...(['community_id', 'profile_picture', 'status', 'grabbed_at'] as const),
] as const;

const GRABBED_AT = `GREATEST(c.written_at, CASE WHEN c.status = 'active' THEN
    CASE c.type WHEN 'group' THEN x.groups_listed_at ELSE x.contacts_listed_at END
  END)`;
const COLUMNS = CONTACT_FIELDS.map((field) => (field === 'grabbed_at' ? GRABBED_AT : `c.${field}`));

/**
 * All stored contacts that the filters let through, in blocks of lines (see streamCopy), whose fields are
 * CONTACT_FIELDS, in constant memory and from one snapshot.
 *
 * @throws ReadStalled when the one who reads keeps the snapshot for too long; the signal's reason
 */
export function streamContactExport(
  db: Database,
  options: ContactFilters & CopyOptions & { session_id: string; sort?: ContactSort },
): AsyncGenerator<Buffer> {
  const parameters = sqlParameters(isUuid(options.session_id) ? options.session_id : null);
  const from = contactSource(options, parameters);
  const conditions =
    filterConditions(options, parameters) +
    searchCondition(options, parameters, (text) => parameters.add({ text, sql: searchPattern }));
  const sort = options.sort ?? 'stored';
  const order = usualOrder(sort);
  const text = `SELECT ${COLUMNS.join(', ')} FROM ${from} JOIN sessions x ON x.id = $1::uuid
    WHERE c.session_id = $1${conditions} ORDER BY ${SORT_KEYS[sort].column} ${order}, c.id ${order}`;
  return streamCopy(db, { text, values: parameters.values }, options);
}

/** Makes a reader of the blocks of one export. */
export function contactBlockReader(): (block: Buffer) => ExportedContact[] {
  const read = contactReader();
  return (block) => linesOf(block).map(read);
}

/** Takes the fields in the order of CONTACT_FIELDS: looking each up by its name would cost thrice. */
function contactReader(): (line: string) => ExportedContact {
  const created = timestampReader(3);
  const grabbed = timestampReader(6);
  return (line) => {
    const f = line.split('\t');
    const text = fieldReader(line);
    return {
      id: f[0] as string,
      contact_id: f[1] as string,
      lid: text(f[2]),
      type: f[3] as 'individual' | 'group',
      name: text(f[4]),
      phone_number: text(f[5]),
      address_book_name: text(f[6]),
      short_name: text(f[7]),
      verified_name: text(f[8]),
      push_name: text(f[9]),
      is_saved: f[10] === 't',
      is_business: f[11] === 't',
      is_blocked: f[12] === 't',
      group_name: text(f[13]),
      group_description: text(f[14]),
      group_participants_count: text(f[15]),
      is_admin: f[16] === 't',
      owner_id: text(f[17]),
      group_created_at: created(f[18]),
      is_announce: f[19] === 't',
      is_community: f[20] === 't',
      community_id: text(f[21]),
      profile_picture: text(f[22]),
      status: f[23] as 'active' | 'inactive',
      grabbed_at: grabbed(f[24]) as string,
    };
  };
}
