import type { Socket } from 'node:net';
import { withTimeout } from '@grabber/primitives/deadline';
import { Client } from 'pg';
import { connectionSettings } from './connection-settings.ts';
import { SilentConnection } from './database-errors.ts';

const ANSWER_TIMEOUT_MS = 3_000;

/** What the server says about connections. */
export type Backends = {
  /** Whether the server has sent its answer to a connection, or never got the statement. */
  isWaiting(pid: number): boolean;
};

/** What the types of `pg` lack. */
type Internals = { readonly processID: number; readonly connection: { readonly stream: Socket } };

type Backend = { readonly pid: number; readonly own: number; readonly waits: boolean | null };

/**
 * Asks on a new connection. Rejects when the server does not answer in a few seconds. With the same
 * settings as all connections, so that a new one works if and only if this one does.
 */
export async function inspectBackends(url: string, pids: readonly number[]): Promise<Backends> {
  const client = new Client(connectionSettings(url, { purpose: 'watch' }));
  const internals = client as unknown as Internals;
  client.on('error', () => {});
  try {
    const late = () => new SilentConnection();
    const rows = await withTimeout(ask(client, pids), ANSWER_TIMEOUT_MS, late);
    const waits = new Map(rows.map((row) => [row.pid, row.waits]));
    // A pooler between hands out numbers of its own: then a missing one says nothing.
    const isDirect = rows.some(({ own }) => own === internals.processID);
    return { isWaiting: (pid) => (waits.has(pid) ? waits.get(pid) === true : isDirect) };
  } finally {
    internals.connection.stream.destroy();
  }
}

/** A backend that cannot write has an answer that does not arrive. */
async function ask(client: Client, pids: readonly number[]): Promise<Backend[]> {
  await client.connect();
  const { rows } = await client.query<Backend>(
    `SELECT pid, pg_backend_pid() AS own, (state LIKE 'idle%' OR wait_event = 'ClientWrite') AS waits
     FROM pg_stat_activity WHERE pid = ANY($1) OR pid = pg_backend_pid()`,
    [pids],
  );
  return rows;
}
