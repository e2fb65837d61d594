import type { Socket } from 'node:net';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { hideParameters } from './bind-copy-parameters.ts';
import { NULL_MARK } from './copy-line.ts';
import type { Database } from './open-database.ts';
import {
  ReadStalled,
  SNAPSHOT_TIMEOUT_MS,
  type SnapshotBounds,
  STALL_TIMEOUT_MS,
  withSnapshot,
} from './transactions.ts';

/** The size of a block: small enough to be short-lived, large enough to be cheap. */
const BLOCK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

export interface CopyOptions {
  bounds?: SnapshotBounds;
  /** Ends the statement at once. */
  signal?: AbortSignal;
}

/**
 * The rows of a query in COPY's text format (see copy-line.ts), the fastest way to read them from Postgres.
 * Yields blocks of whole lines with their newlines, from one snapshot and in constant memory. Timestamps
 * are in UTC. If the reader leaves, the query and its connection end. Throws ReadStalled if the reader keeps the
 * snapshot for too long, and the signal's reason.
 */
export function streamCopy(
  db: Database,
  query: { text: string; values: readonly unknown[] },
  options: CopyOptions = {},
): AsyncGenerator<Buffer> {
  const { text, settings } = hideParameters(query);
  const copy = `COPY (${text}) TO STDOUT (NULL '${NULL_MARK}')`;
  const read = async function* (client: PoolClient) {
    await settings(client);
    yield* copyBlocks(db, client, copy, options);
  };
  return withSnapshot(db, read, options.bounds);
}

async function* copyBlocks(
  db: Database,
  client: PoolClient,
  text: string,
  { bounds = {}, signal }: CopyOptions,
): AsyncGenerator<Buffer> {
  const stallMs = Math.trunc(bounds.stall_timeout_ms ?? STALL_TIMEOUT_MS);
  // The time of a COPY includes that of its reader. The end of the snapshot comes first.
  const limitMs = stallMs + Math.trunc(bounds.snapshot_timeout_ms ?? SNAPSHOT_TIMEOUT_MS);
  // Postgres does not count a COPY that waits for its reader as idle, so the kernel's timeout must end it.
  await client.query(
    `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL tcp_user_timeout = ${stallMs};
     SET LOCAL statement_timeout = ${limitMs}`,
  );
  signal?.throwIfAborted();
  const copy = client.query(copyTo(text, { highWaterMark: BLOCK_BYTES }));
  // Errors after the reader has left do not matter.
  copy.on('error', () => {});
  const abort = () => copy.destroy(signal?.reason as Error);
  signal?.addEventListener('abort', abort, { once: true });
  let finished = false;
  try {
    for await (const block of blocksOf(copy)) {
      const watch = setTimeout(() => copy.destroy(new ReadStalled()), stallMs);
      try {
        yield block;
      } finally {
        clearTimeout(watch);
      }
    }
    finished = true;
  } finally {
    signal?.removeEventListener('abort', abort);
    if (!finished) breakOff(db, client);
  }
}

async function* blocksOf(copy: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of copy) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < BLOCK_BYTES) continue;
    const block = Buffer.concat(held, bytes);
    const end = block.lastIndexOf(NEWLINE) + 1;
    const rest = Buffer.from(block.subarray(end));
    held = rest.length === 0 ? [] : [rest];
    bytes = rest.length;
    if (end > 0) yield block.subarray(0, end);
  }
  if (bytes > 0) yield Buffer.concat(held, bytes);
}

/**
 * A COPY ends only with its connection, and Postgres notices that only at the next row. A COPY that is still
 * sorting is therefore terminated. The check of the query text protects another process that has the same
 * number by then.
 */
function breakOff(db: Database, client: PoolClient): void {
  // The types lack the process id and the socket that pg-copy-streams reads from.
  const { processID, connection } = client as unknown as {
    processID: number;
    connection: { stream: Socket };
  };
  connection.stream.destroy();
  db.reserved.pool
    .query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE pid = $1 AND datname = current_database() AND starts_with(query, 'COPY (')`,
      [processID],
    )
    .catch(() => {});
}
