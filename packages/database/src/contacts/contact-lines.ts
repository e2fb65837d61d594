import { fieldReader, linesOf, timestampReader } from '../connection/copy-line.ts';
import { type ContactRow, GRABBED_AT } from './contact-row.ts';

/** A contact as it leaves: a ContactRow whose numbers and times are text already. */
export type ContactLine = Omit<
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

/** The fields of a contact's line, in their order. */
export const CONTACT_FIELDS = [
  ...(['id', 'contact_id', 'lid', 'type', 'name', 'phone_number', 'address_book_name'] as const),
  ...(['short_name', 'verified_name', 'push_name', 'is_saved', 'is_business'] as const),
  ...(['is_blocked', 'group_name', 'group_description', 'group_participants_count'] as const),
  ...(['is_admin', 'owner_id', 'group_created_at', 'is_announce', 'is_community'] as const),
  ...(['community_id', 'profile_picture', 'status', 'grabbed_at'] as const),
] as const;

/** Select list of such lines, from contacts c and their session x. */
export const CONTACT_LINE_COLUMNS = CONTACT_FIELDS.map((field) =>
  field === 'grabbed_at' ? GRABBED_AT : `c.${field}`,
).join(', ');

/** Makes a reader of blocks of such lines (see streamCopy), of one stream. */
export function contactBlockReader(): (block: Buffer) => ContactLine[] {
  const read = contactReader();
  return (block) => linesOf(block).map(read);
}

/** Takes the fields in the order of CONTACT_FIELDS: looking each up by its name would cost thrice. */
function contactReader(): (line: string) => ContactLine {
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
