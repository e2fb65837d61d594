import { type ContactChange, readChanges } from '../changes/read-changes.ts';
import type { Database } from '../connection/open-database.ts';
import type { ChangeCursor } from '../contacts/change-number.ts';
import { SessionNotFound } from '../sessions/session-row.ts';

export interface AccountChange {
  session_id: string;
  change: ContactChange;
}

export interface AccountChangesPage {
  /** session by session; those of one session by rising number */
  changes: AccountChange[];
  /** where to go on in each session that was begun, those first that are read first */
  next: ChangeCursor[];
  /** sessions of the cursor that are there no more: the reader can forget what it has of them */
  removed: string[];
  /** false: up to date in all sessions */
  has_more: boolean;
}

/**
 * Up to `limit` changes of several sessions after their cursors. A session without a cursor begins with every contact as
 * it is now. Sessions that were not read come first the next time, so a busy one keeps none of them back. Throws
 * ChangeCursorInvalid or ChangeCursorExpired.
 */
export async function readAccountChanges(
  db: Database,
  {
    session_ids,
    since,
    limit,
    memberships = false,
  }: {
    session_ids: readonly string[];
    since: readonly ChangeCursor[];
    limit: number;
    memberships?: boolean;
  },
): Promise<AccountChangesPage> {
  const visible = new Set(session_ids);
  const removed = since.map(({ session_id }) => session_id).filter((id) => !visible.has(id));
  const known = since.filter(({ session_id }) => visible.has(session_id));
  const begun = new Set(known.map(({ session_id }) => session_id));
  const fresh = session_ids.filter((id) => !begun.has(id));
  const numbers = await lastNumbers(db, session_ids);
  const waiting = [...known.map((cursor) => ({ cursor, id: cursor.session_id }))];
  const queue = [...waiting, ...fresh.map((id) => ({ cursor: null, id }))];
  const changes: AccountChange[] = [];
  const read: ChangeCursor[] = [];
  let at = 0;
  let isFull = false;
  for (; at < queue.length && !isFull; at += 1) {
    const { cursor, id } = queue[at] as (typeof queue)[number];
    if (cursor !== null && isAtEnd(cursor, numbers.get(id))) {
      read.push(cursor);
      continue;
    }
    if (changes.length >= limit) break;
    const page = await readOrNull(db, {
      ...{ session_id: id, since: cursor, limit: limit - changes.length, memberships },
    });
    if (page === null) {
      if (cursor !== null) removed.push(id);
      continue;
    }
    changes.push(...page.changes.map((change) => ({ session_id: id, change })));
    read.push(page.next);
    isFull = page.has_more;
  }
  const left = queue.slice(at);
  const next = [...left.flatMap(({ cursor }) => (cursor === null ? [] : [cursor])), ...read];
  const has_more = isFull || left.some(({ cursor, id }) => !isAtEnd(cursor, numbers.get(id)));
  return { changes, next, removed, has_more };
}

async function lastNumbers(
  db: Database,
  session_ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.pool.query<{ session_id: string; last_number: number }>(
    'SELECT session_id, last_number FROM change_counters WHERE session_id = ANY ($1)',
    [session_ids],
  );
  return new Map(rows.map(({ session_id, last_number }) => [session_id, last_number]));
}

/** Whether nothing came after the cursor: it then need not be read. */
function isAtEnd(cursor: ChangeCursor | null, lastNumber = 0): boolean {
  return cursor?.number === lastNumber && cursor.row_id === Number.MAX_SAFE_INTEGER;
}

/** Null: the session was deleted meanwhile. */
async function readOrNull(db: Database, options: Parameters<typeof readChanges>[1]) {
  try {
    return await readChanges(db, options);
  } catch (error) {
    if (error instanceof SessionNotFound) return null;
    throw error;
  }
}
