import { type ChangeCursor, ChangeCursorInvalid } from '@grabber/database/contacts/change-number';

/** The first byte says how the others are to be read. */
const VERSION = 1;
const ID_BYTES = 16;
/** A session that was read to its end: its last number says all. */
const AT_END = 0;
const IN_BETWEEN = 1;
const LOW_BITS = 0x80;

/**
 * The change cursors of several sessions as one text: as short as can be, because it is part of a URL. Callers send it
 * back unchanged.
 */
export function encodeChangeCursors(cursors: readonly ChangeCursor[]): string {
  const bytes = cursors.flatMap((cursor) => {
    const { session_id, since, tombstones_after, number, row_id } = cursor;
    const id = Buffer.from(session_id.replaceAll('-', ''), 'hex');
    return isAtEnd(cursor)
      ? [...id, AT_END, ...varint(number)]
      : [...id, IN_BETWEEN, ...[since, tombstones_after, number, row_id].flatMap(varint)];
  });
  return Buffer.from([VERSION, ...bytes]).toString('base64url');
}

function isAtEnd({ since, tombstones_after, number, row_id }: ChangeCursor): boolean {
  return since === number && tombstones_after === number && row_id === Number.MAX_SAFE_INTEGER;
}

/** Checks only the form; the database checks the sessions and the numbers. Throws ChangeCursorInvalid. */
export function decodeChangeCursors(text: string): ChangeCursor[] {
  const bytes = Buffer.from(text, 'base64url');
  const cursors: ChangeCursor[] = [];
  let at = 1;
  const readNumber = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= LOW_BITS) {
      const byte = bytes[at];
      at += 1;
      if (byte === undefined || factor > Number.MAX_SAFE_INTEGER) throw new ChangeCursorInvalid();
      value += (byte % LOW_BITS) * factor;
      if (byte < LOW_BITS) return value;
    }
  };
  if (bytes[0] !== VERSION) throw new ChangeCursorInvalid();
  while (at < bytes.length) {
    const session_id = idIn(bytes.subarray(at, at + ID_BYTES));
    const kind = bytes[at + ID_BYTES];
    at += ID_BYTES + 1;
    if (kind !== AT_END && kind !== IN_BETWEEN) throw new ChangeCursorInvalid();
    cursors.push({ session_id, ...(kind === AT_END ? endAt(readNumber()) : placeBy(readNumber)) });
  }
  const ids = new Set(cursors.map(({ session_id }) => session_id));
  if (ids.size < cursors.length) throw new ChangeCursorInvalid();
  return cursors;
}

type Place = Omit<ChangeCursor, 'session_id'>;

const endAt = (number: number): Place => ({
  ...{ since: number, tombstones_after: number, number },
  row_id: Number.MAX_SAFE_INTEGER,
});

function placeBy(read: () => number): Place {
  return { since: read(), tombstones_after: read(), number: read(), row_id: read() };
}

function idIn(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Seven bits a byte, the low ones first. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= LOW_BITS; rest = Math.floor(rest / LOW_BITS)) {
    bytes.push((rest % LOW_BITS) + LOW_BITS);
  }
  return [...bytes, rest];
}
