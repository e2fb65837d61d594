import type { ClientBase } from 'pg';

/**
 * How far somebody has read a session's changes. Plain data: whoever hands it out encodes it, and
 * gives it back as it was.
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

/** The cursor is of another session, or of no state that this session ever had. */
export class ChangeCursorInvalid extends Error {
  override readonly name = 'ChangeCursorInvalid';
  readonly code = 'CHANGE_CURSOR_INVALID';

  constructor() {
    super('the cursor is not one of this session');
  }
}

/** What was deleted since the cursor is forgotten: only a new start tells the whole truth. */
export class ChangeCursorExpired extends Error {
  override readonly name = 'ChangeCursorExpired';
  readonly code = 'CHANGE_CURSOR_EXPIRED';

  constructor() {
    super('the cursor is older than what is remembered of deleted contacts');
  }
}

/**
 * The number of the changes that this transaction makes. The counter stays locked until the commit,
 * so that numbers become visible in their order.
 */
export async function nextChangeNumber(client: ClientBase, sessionId: string): Promise<number> {
  const { rows } = await client.query(
    `INSERT INTO change_counters AS c (session_id, last_number) VALUES ($1, 1)
     ON CONFLICT (session_id) DO UPDATE SET last_number = c.last_number + 1
     RETURNING last_number`,
    [sessionId],
  );
  return rows[0].last_number;
}
