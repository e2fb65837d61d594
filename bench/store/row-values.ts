import type {
  ContactEntry,
  GroupEntry,
  ParticipantEntry,
} from '@grabber/database/store/grab-entries';
import type { CopyValue } from '@grabber/database/store/staging/copy-text';

/** The columns of a contact that a writer without our store has to fill. */
export function contactValues(session_id: string, entry: ContactEntry): Record<string, CopyValue> {
  const now = new Date();
  const changes = { created_change: 1, changed_change: 1 };
  const { older_lids: _, labels, ...columns } = entry;
  const row = { session_id, type: 'individual', ...columns, labels: asJson(labels) };
  return { ...row, created_at: now, written_at: now, ...changes };
}

/** The same columns of a group. */
export function groupValues(session_id: string, entry: GroupEntry): Record<string, CopyValue> {
  const { members_complete, labels, ...columns } = entry;
  const now = new Date();
  const own = { group_name: entry.name, labels: asJson(labels) };
  const row = { session_id, type: 'group', ...columns, ...own };
  return { ...row, created_at: now, written_at: now, created_change: 1, changed_change: 1 };
}

/** For a column of jsonb; the driver would send an array as one of Postgres. */
function asJson(list: readonly string[] | null): string | null {
  return list && JSON.stringify(list);
}

export const MEMBER_COLUMNS: readonly string[] = [
  'session_id',
  'group_row_id',
  'participant_id',
  'lid',
  'phone_number',
  'name',
  'role',
  'written_at',
];

/** In the order of MEMBER_COLUMNS. */
export function memberValues(
  session_id: string,
  group_row_id: number,
  entry: ParticipantEntry,
): CopyValue[] {
  const { participant_id, lid, phone_number, name, role } = entry;
  return [session_id, group_row_id, participant_id, lid, phone_number, name, role, new Date()];
}
