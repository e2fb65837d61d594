import type { ClientBase } from 'pg';

/**
 * How far a client has read a session's changes. Plain data: the caller encodes it for the client and
 * passes it back unchanged.
 */
export interface ChangeCursor {
  session_id: string;
  /** all changes up to this number have been read, since the reader was last at the end */
  since: number;
  /** which tombstones matter: of older ones the reader has never seen the contact */
  tombstones_after: number;
  /** the last change that was read: its number, and the row's id among those of one number */
  number: number;
  row_id: number;
}

/** The cursor belongs to another session, or to a state that this session never had. */
export class ChangeCursorInvalid extends Error {
  override readonly name = 'ChangeCursorInvalid';
  readonly code = 'CHANGE_CURSOR_INVALID';

  constructor() {
    super('the cursor does not belong to this session');
  }
}

/** Tombstones after this cursor were deleted: only a new start gives a complete result. */
export class ChangeCursorExpired extends Error {
  override readonly name = 'ChangeCursorExpired';
  readonly code = 'CHANGE_CURSOR_EXPIRED';

  constructor() {
    super('the cursor is older than the stored list of deleted contacts');
  }
}

/** The cursor of a reader who has read all changes up to a number. */
export function cursorAtEnd(session_id: string, number: number): ChangeCursor {
  const row_id = Number.MAX_SAFE_INTEGER;
  return { session_id, since: number, tombstones_after: number, number, row_id };
}

/** Throws ChangeCursorInvalid. */
export function requireSound(cursor: ChangeCursor, sessionId: string, lastNumber: number): void {
  const { session_id, since, tombstones_after, number, row_id } = cursor;
  const numbers = [since, tombstones_after, number, row_id];
  const isSound = numbers.every((value) => Number.isSafeInteger(value) && value >= 0);
  const isKnown = Math.max(since, tombstones_after, number) <= lastNumber;
  if (session_id !== sessionId || !isSound || !isKnown) throw new ChangeCursorInvalid();
}

/**
 * The number for the changes of this transaction. The counter stays locked until the commit, so that
 * numbers become visible in order.
 */
export async function nextChangeNumber(client: ClientBase, sessionId: string): Promise<number> {
  const { rows } = await client.query(
    `WITH n AS (
       INSERT INTO change_counters AS c (session_id, last_number) VALUES ($1, 1)
       ON CONFLICT (session_id) DO UPDATE SET last_number = c.last_number + 1
       RETURNING last_number
     ), noted AS (
       INSERT INTO change_times (session_id, change_number, changed_at)
       SELECT $1, last_number, clock_timestamp() FROM n
     )
     SELECT last_number FROM n`,
    [sessionId],
  );
  return rows[0].last_number;
}
