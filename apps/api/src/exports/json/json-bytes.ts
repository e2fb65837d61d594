import { NULL_MARK } from '@grabber/database/connection/copy-line';
import { type PhoneField, phoneFields } from '../../mappers/phone-fields.ts';
import { MAX_PHONE_BYTES } from './json-object.ts';

/**
 * Writes values of COPY's text format as JSON, byte by byte. Both formats escape in a similar way, so no
 * string is needed in between. Each function answers the position of the next byte.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const COLON = 0x3a;
const POINT = 0x2e;
const PLUS = 0x2b;
const ZERO = 0x30;
const TRUE = 0x74;
const LETTER_T = 0x54;
const LETTER_V = 0x76;
const LETTER_Z = 0x5a;
const NULL_BYTE = NULL_MARK.charCodeAt(0);
const HEX = Buffer.from('0123456789abcdef');
const VERTICAL_TAB = 0x0b;
/** One byte becomes at most six: `\u0001`. */
export const MAX_BYTES_PER_BYTE = 6;

const NULL = Buffer.from('null');
const TRUE_TEXT = Buffer.from('true');
const FALSE_TEXT = Buffer.from('false');
const CONTROL_PREFIX = Buffer.from('\\u00');

export function writeBytes(out: Buffer, at: number, bytes: Buffer): number {
  out.set(bytes, at);
  return at + bytes.length;
}

export function isNull(line: Buffer, from: number, to: number): boolean {
  return to - from === 1 && line[from] === NULL_BYTE;
}

export function writeNumber(out: Buffer, at: number, line: Buffer, from: number, to: number) {
  if (isNull(line, from, to)) return writeBytes(out, at, NULL);
  let end = at;
  for (let n = from; n < to; n += 1) {
    out[end] = line[n] as number;
    end += 1;
  }
  return end;
}

export function writeFlag(out: Buffer, at: number, line: Buffer, from: number, to: number) {
  if (isNull(line, from, to)) return writeBytes(out, at, NULL);
  return writeBytes(out, at, line[from] === TRUE ? TRUE_TEXT : FALSE_TEXT);
}

export function writeText(out: Buffer, at: number, line: Buffer, from: number, to: number) {
  if (isNull(line, from, to)) return writeBytes(out, at, NULL);
  out[at] = QUOTE;
  let end = at + 1;
  for (let n = from; n < to; n += 1) {
    const byte = line[n] as number;
    if (byte > QUOTE && byte !== BACKSLASH) {
      out[end] = byte;
      end += 1;
    } else if (byte === BACKSLASH) {
      n += 1;
      end = writeEscape(out, end, line[n] as number);
    } else {
      end = writeLow(out, end, byte);
    }
  }
  out[end] = QUOTE;
  return end + 1;
}

/** A byte up to the quote. */
function writeLow(out: Buffer, at: number, byte: number): number {
  if (byte < SPACE) return writeControl(out, at, byte);
  if (byte === QUOTE) return writeEscape(out, at, QUOTE);
  out[at] = byte;
  return at + 1;
}

/** COPY escapes `\b \f \n \r \t \v \\`. JSON has all of them except `\v`. */
function writeEscape(out: Buffer, at: number, letter: number): number {
  if (letter === LETTER_V) return writeControl(out, at, VERTICAL_TAB);
  out[at] = BACKSLASH;
  out[at + 1] = letter;
  return at + 2;
}

function writeControl(out: Buffer, at: number, byte: number): number {
  const end = writeBytes(out, at, CONTROL_PREFIX);
  out[end] = HEX[byte >> 4] as number;
  out[end + 1] = HEX[byte & 15] as number;
  return end + 2;
}

/**
 * Writes the JSON array of a column of jsonb as JSON.stringify would: without the spaces that Postgres writes
 * between the items. Each backslash of the JSON is an escaped one in COPY's format.
 */
export function writeList(out: Buffer, at: number, line: Buffer, from: number, to: number) {
  if (isNull(line, from, to)) return writeBytes(out, at, NULL);
  let end = at;
  let isInText = false;
  for (let n = from; n < to; n += 1) {
    const byte = line[n] as number;
    if (byte === SPACE && !isInText) continue;
    out[end] = byte;
    end += 1;
    if (byte === QUOTE) isInText = !isInText;
    if (byte !== BACKSLASH) continue;
    // The character that the backslash escapes. It may be a backslash, of which there are two again.
    n += line[n + 2] === BACKSLASH ? 3 : 2;
    out[end] = line[n] as number;
    end += 1;
  }
  return end;
}

/** The fields of a number are written one after the other. */
let described = { digits: '', fields: phoneFields(null) };

/** Writes what is made of the digits of a number. */
export function writePhone(
  out: Buffer,
  at: number,
  line: Buffer,
  { from, to, field }: { from: number; to: number; field: PhoneField },
): number {
  if (isNull(line, from, to)) return writeBytes(out, at, NULL);
  const digits = line.toString('latin1', from, to);
  if (digits !== described.digits) described = { digits, fields: phoneFields(digits) };
  const text = described.fields[field];
  if (text === null || text.length > MAX_PHONE_BYTES - 2) return writeBytes(out, at, NULL);
  return at + out.write(`"${text}"`, at, 'latin1');
}

/** Writes `2024-01-15 10:30:00.25+00` as ISO 8601 with `digits` fractional digits. */
export function writeTime(
  out: Buffer,
  at: number,
  line: Buffer,
  { from, to, digits }: { from: number; to: number; digits: number },
): number {
  if (isNull(line, from, to)) return writeBytes(out, at, NULL);
  out[at] = QUOTE;
  let end = at + 1;
  let n = from;
  for (; n < to; n += 1) {
    const byte = line[n] as number;
    if (byte === POINT || byte === PLUS) break;
    out[end] = byte === SPACE ? LETTER_T : byte;
    end += 1;
  }
  out[end] = POINT;
  end += 1;
  if (line[n] === POINT) n += 1;
  for (let digit = 0; digit < digits; digit += 1) {
    const byte = line[n] as number;
    const isDigit = n < to && byte >= ZERO && byte < COLON;
    out[end] = isDigit ? byte : ZERO;
    end += 1;
    if (isDigit) n += 1;
  }
  out[end] = LETTER_Z;
  out[end + 1] = QUOTE;
  return end + 2;
}
