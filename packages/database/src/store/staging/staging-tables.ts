import { STORED_FIELDS } from '../../contacts/contact-fields.ts';

/** The staged fields, each in its stored form. `lid` is not among them: it identifies the person. */
export const STAGED_FIELDS = STORED_FIELDS.filter(
  (field) => field.name !== 'lid' && field.copyOf === undefined,
);

/** Columns of a staged contact or group in the order of its COPY lines, with their SQL types. */
export const STAGED_CONTACT_COLUMNS: Readonly<Record<string, string>> = {
  seq: 'int',
  type: 'text',
  contact_id: 'text COLLATE "C"',
  lid: 'text COLLATE "C"',
  phone_number: 'text',
  ...Object.fromEntries(STAGED_FIELDS.map(({ name, sqlType }) => [name, sqlType])),
  members_complete: 'boolean',
};

/** The first columns of a member, present or past. */
const MEMBER_COLUMNS = {
  seq: 'int',
  group_contact_id: 'text COLLATE "C"',
  participant_id: 'text COLLATE "C"',
  lid: 'text COLLATE "C"',
  phone_number: 'text',
  name: 'text',
  masked_number: 'text',
} as const;

/** Columns of a staged member, in the same form. */
export const STAGED_PARTICIPANT_COLUMNS = {
  ...MEMBER_COLUMNS,
  role: 'text',
  joined_at: 'timestamp with time zone',
} as const;

/** Columns of a staged past member, in the same form. */
export const STAGED_PAST_COLUMNS = {
  ...MEMBER_COLUMNS,
  left_at: 'timestamp with time zone',
  leave_reason: 'text',
} as const;

/** Columns of a staged older LID, in the same form. */
export const STAGED_OLDER_LID_COLUMNS = {
  seq: 'int',
  lid: 'text COLLATE "C"',
  contact_id: 'text COLLATE "C"',
  phone_number: 'text',
} as const;

/** The tables of what arrived. */
export const STAGING_TABLES = [
  'staged_contacts',
  'staged_participants',
  'staged_past_participants',
  'staged_older_lids',
] as const;

/**
 * The temporary tables of one grab: what arrived, and what was worked out about it. They are the
 * connection's until its grab ends, because the account is read outside of any transaction. `from_lid` marks
 * an entry that named its person by LID and was found to be one with a phone. `is_older` marks a LID that
 * is not the current one of its phone.
 */
export const CREATE_STAGING_TABLES = `
CREATE TEMP TABLE staged_contacts (${columnList(STAGED_CONTACT_COLUMNS)},
  from_lid boolean NOT NULL DEFAULT false);
CREATE TEMP TABLE staged_participants (${columnList(STAGED_PARTICIPANT_COLUMNS)},
  from_lid boolean NOT NULL DEFAULT false);
CREATE TEMP TABLE staged_past_participants (${columnList(STAGED_PAST_COLUMNS)});
CREATE TEMP TABLE staged_older_lids (${columnList(STAGED_OLDER_LID_COLUMNS)});
CREATE TEMP TABLE grab_pairs (lid text COLLATE "C" NOT NULL, contact_id text COLLATE "C" NOT NULL,
  phone_number text NOT NULL, is_older boolean NOT NULL);
CREATE TEMP TABLE grab_former_lids (lid text COLLATE "C" NOT NULL,
  row_id bigint NOT NULL);
CREATE TEMP TABLE grab_touched (row_id bigint NOT NULL);
CREATE TEMP TABLE grab_refused (kind text NOT NULL, seq int, contact_id text COLLATE "C",
  reason text NOT NULL);
CREATE TEMP TABLE grab_seen (row_id bigint NOT NULL, type text NOT NULL);
CREATE TEMP TABLE grab_missing (row_id bigint NOT NULL, type text NOT NULL,
  missed_before boolean NOT NULL);
`;

function columnList(columns: Record<string, string>): string {
  return Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
}
