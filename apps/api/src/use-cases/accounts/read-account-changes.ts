import { type ListAllChangesQuery, MAX_CHANGES_CURSOR_CHARS } from '@grabber/contracts/api/account';
import { DEFAULT_PAGE } from '@grabber/contracts/api/page';
import {
  type AccountChangesPage,
  readAccountChanges as readPage,
} from '@grabber/database/accounts/read-account-changes';
import type { ChangeCursor } from '@grabber/database/contacts/change-number';
import { cursorsAtTime } from '@grabber/database/contacts/change-times';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { decodeChangeCursors, encodeChangeCursors } from '../../cursors/change-cursors.ts';
import { timeOf } from '../contacts/chosen-rows.ts';
import type { VisibleSessions } from './visible-sessions.ts';

type Page = Omit<AccountChangesPage, 'next'> & { readonly nextCursor: string };

/**
 * A page of changes in all sessions. Throws ChangeCursorInvalid, ChangeCursorExpired, and VALIDATION_FAILED if there are
 * more sessions than a cursor holds.
 */
export async function readAccountChanges(
  { db }: Pick<Context, 'db'>,
  { ids: session_ids }: VisibleSessions,
  query: Omit<ListAllChangesQuery, 'workspace'>,
): Promise<Page> {
  const { limit = DEFAULT_PAGE, memberships = false } = query;
  const cursors = await cursorsOf(db, session_ids, query);
  const { next, ...page } = await readPage(db, { session_ids, since: cursors, limit, memberships });
  const nextCursor = encodeChangeCursors(next);
  if (nextCursor.length <= MAX_CHANGES_CURSOR_CHARS) return { ...page, nextCursor };
  const details = [{ path: 'query.workspace', message: TOO_MANY }];
  throw new ServiceError('VALIDATION_FAILED', 'There are too many sessions.', { details });
}

async function cursorsOf(
  db: Context['db'],
  session_ids: readonly string[],
  { since, since_time }: Pick<ListAllChangesQuery, 'since' | 'since_time'>,
): Promise<ChangeCursor[]> {
  if (since !== undefined) return decodeChangeCursors(since);
  if (since_time === undefined) return [];
  return cursorsAtTime(db, { session_ids, time: timeOf(since_time) });
}

const TOO_MANY = {
  en: 'has more sessions than a cursor holds: use keys that are limited to some of them',
  id: 'memiliki lebih banyak session daripada yang muat di cursor: pakai key yang dibatasi ke sebagian session',
};
