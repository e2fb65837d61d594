import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { bisect } from './bisect.ts';

/** A UTF-16 unit is at most so many bytes of UTF-8. */
const MAX_BYTES_PER_CHAR = 3;

/** Lines as bytes, one after the other in one piece of memory that is used again and again. */
interface LineBuffer {
  add(line: string): void;
  count(): number;
  /** in bytes */
  size(): number;
  /** of the lines from `first` to `last`; valid until the next `add` or `clear` */
  bytes(first: number, last: number): Buffer;
  clear(): void;
}

/**
 * As strings, lines that wait to be sent would outlive the collections of young garbage, and the
 * heap would grow by several times what they are. `size` is what the buffer begins with, in bytes.
 */
function lineBuffer(size: number): LineBuffer {
  let memory: Buffer | undefined;
  /** where each line ends */
  const ends: number[] = [];
  const used = (): number => ends.at(-1) ?? 0;
  const withRoom = (bytes: number): Buffer => {
    const needed = used() + bytes;
    if (memory === undefined || memory.length < needed) {
      const larger = Buffer.allocUnsafeSlow(Math.max(size + size / 4, 2 * needed));
      memory?.copy(larger, 0, 0, used());
      memory = larger;
    }
    return memory;
  };
  return {
    add: (line) => {
      const start = used();
      ends.push(start + withRoom(line.length * MAX_BYTES_PER_CHAR).write(line, start));
    },
    count: () => ends.length,
    size: used,
    bytes: (first, last) =>
      memory?.subarray(first === 0 ? 0 : ends[first - 1], ends[last]) ?? Buffer.alloc(0),
    clear: () => {
      ends.length = 0;
    },
  };
}

/** Lines are kept up to this size, then sent: the memory of a grab does not grow with the account. */
const FLUSH_BYTES = 1024 * 1024;

/** Collects COPY lines for one staging table. */
export interface StageWriter {
  add(line: string): void;
  /** whether enough is collected to be sent */
  full(): boolean;
  flush(): Promise<void>;
}

/**
 * A writer for `table`. `columns` are in the order of the lines' values. `refuse` gets each line that the
 * database refuses.
 */
export function stageWriter(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  refuse: (line: string, reason: string) => void,
): StageWriter {
  const copy = `COPY ${table} (${columns.join(', ')}) FROM STDIN`;
  const lines = lineBuffer(FLUSH_BYTES);
  // Outside of a transaction, so each COPY is one of its own.
  return {
    add: lines.add,
    full: () => lines.size() >= FLUSH_BYTES,
    flush: async () => {
      await bisect(
        { first: 0, last: lines.count() - 1 },
        async (first, last) => {
          const source = Readable.from([lines.bytes(first, last)]);
          await pipeline(source, client.query(copyFrom(copy)));
        },
        (index, reason) => refuse(lines.bytes(index, index).toString(), reason),
      );
      lines.clear();
    },
  };
}
