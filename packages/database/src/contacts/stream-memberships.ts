import { isUuid } from '@grabber/primitives/uuid';
import type { Database } from '../connection/open-database.ts';
import { type CopyOptions, streamCopy } from '../connection/stream-copy.ts';

/** The fields of a membership's line (see copy-line.ts), in their order. */
export const MEMBERSHIP_FIELDS = [
  ...(['group_contact_id', 'group_name', 'participant_id', 'lid', 'phone_number'] as const),
  ...(['name', 'role', 'masked_number', 'joined_at'] as const),
] as const;

/**
 * The present members of one group, or of all groups of a session, in blocks of lines (see streamCopy),
 * whose fields are MEMBERSHIP_FIELDS, in constant memory and from one snapshot: by group in the order of
 * storing, then by the member's id.
 *
 * @throws ReadStalled if the reader keeps the snapshot for too long; the signal's reason
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
    text: `SELECT g.contact_id, g.name, p.participant_id, p.lid, p.phone_number, p.name, p.role,
        p.masked_number, p.joined_at
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
