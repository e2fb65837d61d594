import type { ListChangesQuery } from '@grabber/contracts/api/change';
import { DEFAULT_PAGE } from '@grabber/contracts/api/page';
import { type ChangesPage, readChanges } from '@grabber/database/contacts/read-changes';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { decodeChangeCursor } from '../../cursors/change-cursor.ts';

/** A page of changes in a session's address book. Throws ChangeCursorInvalid and ChangeCursorExpired. */
export function readContactChanges(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  query: ListChangesQuery,
): Promise<ChangesPage> {
  const since = query.since === undefined ? null : decodeChangeCursor(query.since);
  const { limit = DEFAULT_PAGE, memberships = false } = query;
  return readChanges(db, { session_id: session.id, since, limit, memberships });
}
