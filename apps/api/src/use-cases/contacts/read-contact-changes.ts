import type { ListChangesQuery } from '@grabber/contracts/api/change';
import { DEFAULT_PAGE } from '@grabber/contracts/api/page';
import { type ChangesPage, readChanges } from '@grabber/database/changes/read-changes';
import { readRowChanges } from '@grabber/database/changes/read-row-changes';
import type { ChangeCursor } from '@grabber/database/contacts/change-number';
import { cursorsAtTime } from '@grabber/database/contacts/change-times';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { decodeChangeCursor } from '../../cursors/change-cursor.ts';
import { timeOf } from './chosen-rows.ts';
import { contactNotFound } from './require-contact.ts';

/**
 * A page of changes in a session's address book, or of one row of it. Throws ChangeCursorInvalid, ChangeCursorExpired and
 * CONTACT_NOT_FOUND.
 */
export async function readContactChanges(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  query: ListChangesQuery,
): Promise<ChangesPage> {
  const { limit = DEFAULT_PAGE, memberships = false, row_id } = query;
  const since = await sinceOf(db, session, query);
  const options = { session_id: session.id, since, limit, memberships };
  if (row_id === undefined) return readChanges(db, options);
  const page = await readRowChanges(db, { ...options, row_id });
  if (page === null) throw contactNotFound();
  return page;
}

async function sinceOf(
  db: Context['db'],
  { id }: SessionRow,
  { since, since_time }: ListChangesQuery,
): Promise<ChangeCursor | null> {
  if (since !== undefined) return decodeChangeCursor(since);
  if (since_time === undefined) return null;
  const [cursor] = await cursorsAtTime(db, { session_ids: [id], time: timeOf(since_time) });
  return cursor ?? null;
}
