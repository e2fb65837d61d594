import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { bisect } from './bisect.ts';

/** Lines are kept up to this size, then sent: the memory of a grab does not grow with the account. */
const FLUSH_CHARS = 1024 * 1024;

/** Collects COPY lines for one staging table. */
export interface StageWriter {
  /** `id` is what `refuse` is told when the database does not take the line */
  add(line: string, id: string): void;
  /** whether enough is collected to be sent */
  full(): boolean;
  flush(): Promise<void>;
}

/** A writer for `table`; `columns` in the order of the lines' values. */
export function stageWriter(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  refuse: (id: string, reason: string) => void,
): StageWriter {
  const copy = `COPY ${table} (${columns.join(', ')}) FROM STDIN`;
  let lines: string[] = [];
  let ids: string[] = [];
  let chars = 0;
  return {
    add: (line, id) => {
      lines.push(line);
      ids.push(id);
      chars += line.length;
    },
    full: () => chars >= FLUSH_CHARS,
    flush: async () => {
      const [sent, sentIds] = [lines, ids];
      [lines, ids, chars] = [[], [], 0];
      await bisect(
        client,
        { first: 0, last: sent.length - 1 },
        async (first, last) => {
          const text = sent.slice(first, last + 1).join('');
          await pipeline(Readable.from([Buffer.from(text)]), client.query(copyFrom(copy)));
        },
        (index, reason) => refuse(sentIds[index] ?? '', reason),
      );
    },
  };
}
