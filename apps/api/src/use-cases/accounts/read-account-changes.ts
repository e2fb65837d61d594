import type { ListAllChangesQuery } from '@grabber/contracts/api/account';
import { DEFAULT_PAGE } from '@grabber/contracts/api/page';
import {
  type AccountChangesPage,
  readAccountChanges as readPage,
} from '@grabber/database/accounts/read-account-changes';
import type { Context } from '../../context.ts';
import { decodeChangeCursors } from '../../cursors/change-cursors.ts';
import type { VisibleSessions } from './visible-sessions.ts';

/** A page of changes in all sessions. Throws ChangeCursorInvalid and ChangeCursorExpired. */
export function readAccountChanges(
  { db }: Pick<Context, 'db'>,
  { ids: session_ids }: VisibleSessions,
  { since, limit = DEFAULT_PAGE, memberships = false }: Omit<ListAllChangesQuery, 'workspace'>,
): Promise<AccountChangesPage> {
  const cursors = since === undefined ? [] : decodeChangeCursors(since);
  return readPage(db, { session_ids, since: cursors, limit, memberships });
}
