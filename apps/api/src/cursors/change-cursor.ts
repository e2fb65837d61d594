import { type ChangeCursor, ChangeCursorInvalid } from '@grabber/database/contacts/change-number';

/** A change cursor as text. Callers send it back unchanged. */
export function encodeChangeCursor(cursor: ChangeCursor): string {
  const { session_id, since, tombstones_after, number, row_id } = cursor;
  const text = JSON.stringify([session_id, since, tombstones_after, number, row_id]);
  return Buffer.from(text).toString('base64url');
}

/** Checks only the form; the database checks the session and the numbers. Throws ChangeCursorInvalid. */
export function decodeChangeCursor(text: string): ChangeCursor {
  const [session_id, ...numbers] = parse(text);
  const [since, tombstones_after, number, row_id] = numbers.map(Number);
  if (typeof session_id !== 'string' || numbers.length !== 4) throw new ChangeCursorInvalid();
  return {
    session_id,
    since: since ?? Number.NaN,
    tombstones_after: tombstones_after ?? Number.NaN,
    number: number ?? Number.NaN,
    row_id: row_id ?? Number.NaN,
  };
}

function parse(text: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
