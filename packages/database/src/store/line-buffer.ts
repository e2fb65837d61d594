/** A UTF-16 unit is at most so many bytes of UTF-8. */
const MAX_BYTES_PER_CHAR = 3;

/** Lines as bytes, one after the other in one piece of memory that is used again and again. */
export interface LineBuffer {
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
export function lineBuffer(size: number): LineBuffer {
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
