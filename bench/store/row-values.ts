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
  const { older_lids: _, ...columns } = entry;
  const row = { session_id, type: 'individual', ...columns };
  return { ...row, created_at: now, written_at: now, ...changes };
}

/** The same columns of a group. */
export function groupValues(session_id: string, entry: GroupEntry): Record<string, CopyValue> {
  const { members_complete, ...columns } = entry;
  const now = new Date();
  const row = { session_id, type: 'group', ...columns, group_name: entry.name };
  return { ...row, created_at: now, written_at: now, created_change: 1, changed_change: 1 };
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
