import {
  MAX_BYTES_PER_BYTE,
  writeBytes,
  writeFlag,
  writeList,
  writeNumber,
  writePhone,
  writeText,
  writeTime,
} from './json-bytes.ts';
import type { ColumnValue, JsonObject } from './json-object.ts';

const TAB = 0x09;
const NEWLINE = 0x0a;
/** Most objects are about this many times as long as their lines. The buffer grows if they are longer. */
const USUAL_GROWTH = 3;

/** Chooses the object for a line. `starts` are the positions of its columns in the block. */
export type ChooseObject = (block: Buffer, starts: Int32Array) => JsonObject;
/** The bytes before and after each object. */
type Around = { readonly before: Buffer; readonly after: Buffer };
/** The lines of a block (see streamCopy) as JSON. */
export type EncodeJson = (block: Buffer, around: Around) => string;

/**
 * Makes the encoder for lines with that many columns. It works on bytes, because a million rows take
 * twice as long with objects and strings in between. It reuses its buffer and answers a string, which V8
 * frees early; V8 does not free buffers early.
 */
export function jsonLines(columns: number, choose: ChooseObject): EncodeJson {
  // The positions of a line's columns, and the position after the last one.
  const starts = new Int32Array(columns + 1);
  let out: Buffer = Buffer.alloc(0);
  return (block, around) => {
    if (block.at(-1) !== NEWLINE) throw new Error('The block does not end with a whole line');
    if (out.length < block.length * USUAL_GROWTH) out = grown(out, 0, block.length * USUAL_GROWTH);
    let at = 0;
    for (let start = 0; start < block.length; ) {
      const next = findColumns(block, start, starts);
      const object = choose(block, starts);
      const needed = at + mostBytes(object, next - start, around);
      if (needed > out.length) out = grown(out, at, needed * 2);
      at = writeBytes(out, at, around.before);
      at = writeObject(out, at, block, { object, starts });
      at = writeBytes(out, at, around.after);
      start = next;
    }
    return out.toString('utf8', 0, at);
  };
}

/** Writes the positions of the line's columns into `starts`. Answers the position of the next line. */
function findColumns(block: Buffer, start: number, starts: Int32Array): number {
  let column = 0;
  starts[0] = start;
  let n = start;
  for (;;) {
    const byte = block[n] as number;
    n += 1;
    if (byte > NEWLINE) continue;
    if (byte === NEWLINE) break;
    if (byte !== TAB) continue;
    column += 1;
    starts[column] = n;
  }
  starts[column + 1] = n;
  return n;
}

function mostBytes({ fixedBytes }: JsonObject, lineBytes: number, around: Around): number {
  return fixedBytes + lineBytes * MAX_BYTES_PER_BYTE + around.before.length + around.after.length;
}

function grown(out: Buffer, used: number, size: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(size);
  out.copy(larger, 0, 0, used);
  return larger;
}

type Line = { readonly object: JsonObject; readonly starts: Int32Array };

function writeObject(out: Buffer, start: number, block: Buffer, { object, starts }: Line): number {
  let at = start;
  for (const { before, value } of object.steps) {
    at = writeBytes(out, at, before);
    const from = starts[value.column] as number;
    const to = (starts[value.column + 1] as number) - 1;
    at = writeValue(out, at, block, { value, from, to });
  }
  return writeBytes(out, at, object.end);
}

type Place = { readonly value: ColumnValue; readonly from: number; readonly to: number };

function writeValue(out: Buffer, at: number, block: Buffer, { value, from, to }: Place): number {
  switch (value.kind) {
    case 'text':
      return writeText(out, at, block, from, to);
    case 'number':
      return writeNumber(out, at, block, from, to);
    case 'list':
      return writeList(out, at, block, from, to);
    case 'flag':
      return writeFlag(out, at, block, from, to);
    case 'phone':
      return writePhone(out, at, block, { from, to, field: value.field });
    case 'time':
      return writeTime(out, at, block, { from, to, digits: value.digits });
  }
}
