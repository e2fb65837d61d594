import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Cluster } from './cluster.ts';
import { type Address, connect } from './connect.ts';
import type { Log } from './log.ts';
import type { NativeBinaries } from './native-binaries.ts';
import type { RunningServer } from './run-server.ts';
import { stopServer } from './stop-server.ts';

/** Marks the one connection by which a living user shows; a killed user's goes away by itself. */
const USER_MARK = 'grabber embedded-postgres user';

const FIRST_RESTART_DELAY_MS = 100;
const MAX_RESTART_DELAY_MS = 5_000;

/** Part of pg's Client that its types leave out. */
type EventLoopHandle = Client & { ref(): void; unref(): void };

/** One user's claim on the running server. */
export interface Usage {
  release(): Promise<void>;
}

/** What a user needs to keep its server and to stop it. */
export interface UsageOptions {
  cluster: Cluster;
  binaries: NativeBinaries;
  server: Address;
  /** runs its work under the start lock */
  lock: <T>(work: () => Promise<T>) => Promise<T>;
  /** starts or adopts the server; rejects when the data is gone. Needs the lock */
  restart: () => Promise<RunningServer>;
  log: Log;
}

/**
 * Claims the server by a connection of its own. When that connection breaks although nobody released
 * it, the server died: it is started again.
 */
export async function joinUsers(options: UsageOptions): Promise<Usage> {
  let released: Promise<void> | null = null;
  let client = await claim(options.server);
  const watch = (): void => {
    client.once('end', () => {
      if (released === null) void revive();
    });
  };
  const revive = async (): Promise<void> => {
    options.log.warn({}, 'the connection to the embedded Postgres broke; looking after it');
    for (let delay = FIRST_RESTART_DELAY_MS; released === null; delay *= 2) {
      try {
        await options.lock(async () => {
          if (released !== null) return;
          client = await claim(await restartOnSamePort(options));
          watch();
        });
        if (released === null) options.log.info({}, 'the embedded Postgres runs again');
        return;
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        options.log.error({ err: error }, 'the embedded Postgres could not be started again');
        if (code === 'ENOENT') return; // its data was deleted: not to be brought back
        await sleep(Math.min(delay, MAX_RESTART_DELAY_MS), undefined, { ref: false });
      }
    }
  };
  watch();
  return {
    release: () => {
      released ??= options.lock(() => leave(client, options));
      return released;
    },
  };
}

async function claim(address: Address): Promise<Client> {
  const client = await connect(address, USER_MARK);
  // A process that has nothing else to do may end; the server notices.
  (client as EventLoopHandle).unref();
  return client;
}

async function restartOnSamePort(options: UsageOptions): Promise<Address> {
  const server = await options.restart();
  if (server.port !== options.server.port) {
    options.log.error(
      { old_port: options.server.port, new_port: server.port },
      'the embedded Postgres had to change its port: restart what uses it',
    );
  }
  return server;
}

async function leave(client: Client, options: UsageOptions): Promise<void> {
  (client as EventLoopHandle).ref();
  const others = await otherUsers(client, options.server);
  await client.end().catch(() => {});
  if (others !== 0) return;
  await stopServer(options.cluster, options.binaries).catch((error: unknown) => {
    options.log.warn({ err: error }, 'the embedded Postgres could not be stopped');
  });
}

/** How many others claim the server; null when it cannot be asked (then it is not ours to stop). */
async function otherUsers(client: Client, server: Address): Promise<number | null> {
  const count = async (asked: Client): Promise<number> => {
    const { rows } = await asked.query(
      'SELECT count(*)::int AS users FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()',
      [USER_MARK],
    );
    return rows[0].users;
  };
  try {
    return await count(client);
  } catch {
    // Our connection broke and another user may have started the server again since.
    const probe = await connect(server, 'grabber probe').catch(() => null);
    if (probe === null) return null;
    const users = await count(probe).catch(() => null);
    await probe.end().catch(() => {});
    return users;
  }
}
