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
