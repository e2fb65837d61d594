import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { Pool, PoolClient } from 'pg';
import { SilentConnection } from './database-errors.ts';
import type { Backends } from './inspect-backends.ts';

/** How often to look at the running statements. */
const LOOK_INTERVAL_MS = 1_000;
/** After so long without a byte the server is asked whether it still works on the statement. */
const QUIET_MS = 5_000;
/** The server cancels an overdue statement itself, so its answer may come a little later. */
const OVERDUE_MARGIN_MS = 10_000;
const DISK_FULL = '53100';

/** What the types of `pg` lack. */
type Internals = {
  readonly processID: number;
  readonly readyForQuery: boolean;
  readonly _ending: boolean;
  readonly connection: EventEmitter & { readonly stream: Socket };
};

type Watched = {
  readonly client: Internals;
  readonly limitMs: number;
  inUse: boolean;
  /** Bytes that were received and sent. */
  bytes: number;
  /** Since when nothing was received or sent, by `performance.now`. */
  quietSince: number;
  /** The server has said so since then. */
  isWaiting: boolean;
};

/** What the connections have shown. */
export type ConnectionSigns = {
  /** When a statement last failed because the disk was full; null: never. */
  readonly diskFullAt: number | null;
  /** How many connections were closed because they had gone silent. */
  readonly silentConnections: number;
};

/** Closes connections that no longer answer, so that requests get new ones. */
export type ConnectionWatch = {
  readonly signs: ConnectionSigns;
  /**
   * Watches the connections of a pool, whose statements may take `limitMs`. Answers a function that says
   * when one of them last had an answer, by `performance.now`.
   */
  add(pool: Pool, limitMs: number): () => number;
  /** A connection did not answer in time: closes the unused ones if the server answers new ones. */
  suspect(): Promise<void>;
  stop(): void;
};

/**
 * A connection can go silent without an end: a balancer or a firewall forgot it, or the server was
 * replaced. Statements on it would wait until the kernel gives up, for a quarter of an hour. The watch asks
 * the server on a new connection which statements it still works on. `inspect` rejects when the server
 * cannot be asked.
 */
export function watchConnections(
  inspect: (pids: readonly number[]) => Promise<Backends>,
  quietMs = QUIET_MS,
): ConnectionWatch {
  const watched = new Map<object, Watched>();
  let diskFullAt: number | null = null;
  let silentConnections = 0;
  let isLooking = false;

  function watch(client: PoolClient, limitMs: number): Internals {
    const internals = client as unknown as Internals;
    const { connection } = internals;
    const at = performance.now();
    const traffic = { bytes: 0, quietSince: at, isWaiting: false };
    watched.set(client, { client: internals, limitMs, inUse: true, ...traffic });
    connection.on('errorMessage', ({ code }: { code?: string }) => {
      if (code === DISK_FULL) diskFullAt = performance.now();
    });
    connection.once('end', () => watched.delete(client));
    return internals;
  }

  function close({ client }: Watched): void {
    client.connection.stream.destroy(new SilentConnection());
  }

  function closeUnused(): void {
    for (const one of watched.values()) if (!one.inUse) close(one);
  }

  async function look(): Promise<void> {
    const quiet = [...watched.values()].filter((one) => quietMillis(one) >= quietMs);
    if (quiet.length === 0 || isLooking) return;
    isLooking = true;
    const backends = await inspect(quiet.map(({ client }) => client.processID)).catch(() => null);
    isLooking = false;
    const silent = quiet.filter((one) => {
      const millis = quietMillis(one);
      // Bytes that came meanwhile have begun a new time.
      if (millis < quietMs) return false;
      return isWaitingStill(one, backends) || millis > one.limitMs + OVERDUE_MARGIN_MS;
    });
    if (silent.length === 0) return;
    silentConnections += silent.length;
    for (const one of silent) close(one);
    closeUnused();
  }

  const timer = setInterval(() => void look(), LOOK_INTERVAL_MS).unref();
  return {
    get signs() {
      return { diskFullAt, silentConnections };
    },
    add(pool, limitMs) {
      let answeredAt = performance.now();
      pool.on('connect', (client) => {
        // Every statement ends with this message, also one that failed.
        watch(client, limitMs).connection.on('readyForQuery', () => {
          answeredAt = performance.now();
        });
      });
      trackUse(pool, watched);
      return () => answeredAt;
    },
    async suspect() {
      const answers = await inspect([]).then(
        () => true,
        () => false,
      );
      if (answers) closeUnused();
    },
    stop: () => clearInterval(timer),
  };
}

function trackUse(pool: Pool, watched: ReadonlyMap<object, Watched>): void {
  const setInUse = (client: object, inUse: boolean) => {
    const one = watched.get(client);
    if (one) one.inUse = inUse;
  };
  pool.on('acquire', (client) => setInUse(client, true));
  pool.on('release', (_, client) => setInUse(client, false));
}

/**
 * Whether the server has said so twice. It calls a connection idle shortly before it sends the answer, which may
 * also come later than what was asked on the other connection.
 */
function isWaitingStill(one: Watched, backends: Backends | null): boolean {
  if (backends === null) return false;
  const { isWaiting } = one;
  one.isWaiting = backends.isWaiting(one.client.processID);
  return isWaiting && one.isWaiting;
}

/** For how long a connection has owed an answer without sending anything. */
function quietMillis(one: Watched): number {
  const { client } = one;
  const { stream } = client.connection;
  const now = performance.now();
  const bytes = stream.bytesRead + stream.bytesWritten;
  const owesAnswer = client.readyForQuery === false || client._ending;
  // A slow reader of a COPY leaves bytes unread: then the connection is not to blame.
  const isUnread = stream.readableLength > 0;
  if (bytes !== one.bytes || !owesAnswer || isUnread) {
    one.bytes = bytes;
    one.quietSince = now;
    one.isWaiting = false;
  }
  return now - one.quietSince;
}
