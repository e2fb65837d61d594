import { isUuid } from './is-uuid.ts';
import type { Database } from './open-database.ts';
import { PARTICIPANT_ROW_COLUMNS, type ParticipantRow } from './read-participants.ts';
import { streamQuery } from './stream-query.ts';
import type { SnapshotBounds } from './with-snapshot.ts';

/** A member with its group. */
export type MembershipRow = ParticipantRow & {
  group_contact_id: string;
  group_name: string | null;
};

/**
 * The present members of one group, or of all groups of a session, page by page in constant memory
 * and from one snapshot: by group in the order of storing, then by the member's id.
 *
 * @throws ReadStalled when the one who reads keeps the snapshot for too long
 */
export function streamMemberships(
  db: Database,
  options: {
    session_id: string;
    /** absent: all groups */
    group_contact_id?: string;
    include_inactive?: boolean;
    bounds?: SnapshotBounds;
  },
): AsyncGenerator<MembershipRow[]> {
  const group = options.group_contact_id?.replaceAll('\0', ' ') ?? null;
  return streamQuery<MembershipRow>(
    db,
    {
      text: `SELECT ${PARTICIPANT_ROW_COLUMNS}, g.contact_id AS group_contact_id,
          g.name AS group_name
        FROM contacts g JOIN group_participants p ON p.group_row_id = g.id
        WHERE g.session_id = $1 AND g.type = 'group' AND ($2::text IS NULL OR g.contact_id = $2)
          AND (p.status = 'active' OR $3) ORDER BY p.group_row_id, p.participant_id`,
      values: [
        isUuid(options.session_id) ? options.session_id : null,
        group,
        options.include_inactive ?? false,
      ],
    },
    options.bounds,
  );
}
