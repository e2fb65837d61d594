import { isUuid } from '@grabber/primitives/uuid';
import type { Database } from '../connection/open-database.ts';
import { type CopyOptions, streamCopy } from '../connection/stream-copy.ts';

/** The fields of a membership's line (see copy-line.ts), in their order. */
export const MEMBERSHIP_FIELDS = [
  ...(['group_contact_id', 'group_name', 'participant_id', 'lid', 'phone_number'] as const),
  ...(['name', 'role', 'masked_number', 'joined_at', 'status', 'left_at'] as const),
  ...(['leave_reason', 'group_status', 'contact_row_id'] as const),
] as const;

/** The `id` of the member's contact, if it is one: one look for each member. */
const CONTACT_ROW_ID = `(SELECT k.id FROM contacts k
    WHERE k.session_id = g.session_id AND k.contact_id = p.participant_id)`;

/**
 * The members of one group, or of all groups of a session, in blocks of lines (see streamCopy), whose
 * fields are MEMBERSHIP_FIELDS, in constant memory and from one snapshot: by group in the order of
 * storing, then by the member's id. `contact_row_id` is null without `with_contact_ids`. Throws ReadStalled if the
 * reader keeps the snapshot for too long, and the signal's reason.
 */
export function streamMemberships(
  db: Database,
  options: CopyOptions & {
    session_id: string;
    /** absent: all groups */
    group_contact_id?: string;
    /** of the member; default: active */
    status?: 'active' | 'inactive' | 'all';
    /** absent: both */
    group_status?: 'active' | 'inactive';
    with_contact_ids?: boolean;
  },
): AsyncGenerator<Buffer> {
  const { status = 'active', group_status = 'all' } = options;
  const query = {
    text: `SELECT g.contact_id, g.name, p.participant_id, p.lid, p.phone_number, p.name, p.role,
        p.masked_number, p.joined_at, p.status, p.left_at, p.leave_reason, g.status,
        ${options.with_contact_ids === true ? CONTACT_ROW_ID : 'NULL'}
      FROM contacts g JOIN group_participants p ON p.group_row_id = g.id
      WHERE g.session_id = $1 AND g.type = 'group' AND ($2::text IS NULL OR g.contact_id = $2)
        ${ofStatus('p', status)} ${ofStatus('g', group_status)}
      ORDER BY p.group_row_id, p.participant_id`,
    values: [
      isUuid(options.session_id) ? options.session_id : null,
      options.group_contact_id?.replaceAll('\0', ' ') ?? null,
    ],
  };
  return streamCopy(db, query, options);
}

/** Not a parameter: those of a COPY are looked up for each row. */
function ofStatus(alias: 'p' | 'g', status: 'active' | 'inactive' | 'all'): string {
  if (status === 'all') return '';
  return `AND ${alias}.status = '${status === 'active' ? 'active' : 'inactive'}'`;
}
