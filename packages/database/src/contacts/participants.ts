import { isUuid } from '@grabber/primitives/uuid';
import { getTableColumns } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { groupParticipants } from '../schema/group-participants.ts';
import { pageOf } from './page-bytes.ts';

/** Columns that no reader of members gets. */
const INTERNAL = ['session_id', 'missing_since'] as const;

/** A member of a group as it is read. */
export type ParticipantRow = Omit<typeof groupParticipants.$inferSelect, (typeof INTERNAL)[number]>;

/** Select list of a ParticipantRow, from group_participants p. */
export const PARTICIPANT_ROW_COLUMNS = Object.keys(getTableColumns(groupParticipants))
  .filter((name) => !INTERNAL.some((one) => one === name))
  .map((name) => `p.${name}`)
  .join(', ');

/** The place of a member p in a list. It stays when the phone of a LID becomes known, which changes the id. */
const PLACE = 'COALESCE(p.lid, p.participant_id)';

/**
 * Up to `limit` members of a session's group in the order of their places, after the place `after`; the present ones,
 * or those who have left. A member who left, joined or got a known phone between two pages neither repeats nor hides
 * others.
 */
export async function readParticipantsPage(
  db: Database,
  options: {
    session_id: string;
    group_contact_id: string;
    /** Default: active. */
    status?: ParticipantRow['status'];
    after: string | null;
    limit: number;
  },
): Promise<{ rows: ParticipantRow[]; next: string | null }> {
  const { session_id, group_contact_id, limit } = options;
  if (!isUuid(session_id) || group_contact_id.includes('\0')) return { rows: [], next: null };
  const { rows: found } = await db.pool.query<ParticipantRow>(
    `SELECT ${PARTICIPANT_ROW_COLUMNS}
     FROM contacts g JOIN group_participants p ON p.group_row_id = g.id
     WHERE g.session_id = $1 AND g.contact_id = $2 AND ${PLACE} > $3
       AND p.status = $4
     ORDER BY ${PLACE} LIMIT $5`,
    [
      session_id,
      group_contact_id,
      options.after?.replaceAll('\0', '') ?? '',
      options.status ?? 'active',
      limit + 1,
    ],
  );
  const { rows, more } = pageOf(found, limit);
  const last = more ? rows.at(-1) : undefined;
  return { rows, next: last ? (last.lid ?? last.participant_id) : null };
}
