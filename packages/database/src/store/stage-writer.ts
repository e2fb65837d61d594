import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { bisect } from './bisect.ts';
import { lineBuffer } from './line-buffer.ts';

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
 * A writer for `table`; `columns` in the order of the lines' values. `refuse` is told the line that
 * the database does not take.
 */
export function stageWriter(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  refuse: (line: string, reason: string) => void,
): StageWriter {
  const copy = `COPY ${table} (${columns.join(', ')}) FROM STDIN`;
  const lines = lineBuffer(FLUSH_BYTES);
  return {
    add: lines.add,
    full: () => lines.size() >= FLUSH_BYTES,
    flush: async () => {
      await bisect(
        client,
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
