import { isUuid } from '@grabber/primitives/uuid';
import { fieldReader, linesOf } from '../connection/copy-line.ts';
import type { Database } from '../connection/open-database.ts';
import { type CopyOptions, streamCopy } from '../connection/stream-copy.ts';
import type { ParticipantRow } from './participants.ts';

/** A member with its group. */
export type MembershipRow = Omit<ParticipantRow, 'group_row_id' | 'status' | 'written_at'> & {
  group_contact_id: string;
  group_name: string | null;
};

/** The fields of an exported line, in their order. */
export const MEMBERSHIP_FIELDS = [
  ...(['group_contact_id', 'group_name', 'participant_id', 'lid', 'phone_number'] as const),
  ...(['name', 'role'] as const),
] as const;

/**
 * The present members of one group, or of all groups of a session, in blocks of lines (see streamCopy),
 * whose fields are MEMBERSHIP_FIELDS, in constant memory and from one snapshot: by group in the order of
 * storing, then by the member's id.
 *
 * @throws ReadStalled when the one who reads keeps the snapshot for too long; the signal's reason
 */
export function streamMemberships(
  db: Database,
  options: CopyOptions & {
    session_id: string;
    /** absent: all groups */
    group_contact_id?: string;
  },
): AsyncGenerator<Buffer> {
  const query = {
    text: `SELECT g.contact_id, g.name, p.participant_id, p.lid, p.phone_number, p.name, p.role
      FROM contacts g JOIN group_participants p ON p.group_row_id = g.id
      WHERE g.session_id = $1 AND g.type = 'group' AND ($2::text IS NULL OR g.contact_id = $2)
        AND p.status = 'active' ORDER BY p.group_row_id, p.participant_id`,
    values: [
      isUuid(options.session_id) ? options.session_id : null,
      options.group_contact_id?.replaceAll('\0', ' ') ?? null,
    ],
  };
  return streamCopy(db, query, options);
}

/** Reads a block of such lines. */
export function readMemberships(block: Buffer): MembershipRow[] {
  return linesOf(block).map(readMembership);
}

function readMembership(line: string): MembershipRow {
  const f = line.split('\t');
  const text = fieldReader(line);
  return {
    group_contact_id: f[0] as string,
    group_name: text(f[1]),
    participant_id: f[2] as string,
    lid: text(f[3]),
    phone_number: text(f[4]),
    name: text(f[5]),
    role: f[6] as MembershipRow['role'],
  };
}
