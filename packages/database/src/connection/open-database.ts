import { withTimeout } from '@grabber/primitives/deadline';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type QueryResultRow } from 'pg';
import { connectionSettings, STATEMENT_TIMEOUT_MS } from './connection-settings.ts';
import { SilentConnection } from './database-errors.ts';
import { drizzle } from './drizzle.ts';
import { inspectBackends } from './inspect-backends.ts';
import {
  type ConnectionSigns,
  type ConnectionWatch,
  watchConnections,
} from './watch-connections.ts';

/** The connections for everything except grabs. */
const DEFAULT_MAX_CONNECTIONS = 20;
/** Each grab keeps one connection while it reads from the engine. */
const DEFAULT_MAX_GRAB_CONNECTIONS = 20;
/** Enough for checking keys: each takes less than a millisecond. */
const MAX_RESERVED_CONNECTIONS = 4;
const IDLE_TIMEOUT_MS = 30_000;
const PING_TIMEOUT_MS = 2_000;

/** A handle on one Postgres, the first parameter of every function of this package. */
export interface Database {
  /** Drizzle on the pool */
  orm: NodePgDatabase;
  pool: Pool;
  /** A separate pool, so that running grabs cannot use up the connections of other requests. */
  grabPool: Pool;
  /** For keys and readiness alone: requests that use up the pool must not lock callers out. */
  reserved: { orm: NodePgDatabase; pool: Pool };
  /** What the connections have shown; `answeredAt`: when a statement in `pool` last had its answer. */
  signs(): ConnectionSigns & { readonly answeredAt: number };
  /** Runs a quick statement on a reserved connection. Rejects like `ping`. */
  probe<Row extends QueryResultRow>(text: string): Promise<Row[]>;
  /** Rejects when the server cannot be reached or does not answer within a few seconds. */
  ping(): Promise<void>;
  /** The same on a new connection that belongs to no pool. */
  pingAfresh(): Promise<void>;
  /** Waits for the running statements, then closes all connections. */
  close(): Promise<void>;
}

type Options = {
  max?: number;
  maxGrabs?: number;
  /** After this time Postgres itself cancels a statement of a grab. */
  grabStatementTimeoutMs?: number;
  /** After so long without a byte the server is asked about a statement. For tests. */
  quietMs?: number;
};

/** Opens pools to a Postgres (14 or newer). Connects only on the first query. */
export function openDatabase(url: string, options: Options = {}): Database {
  const watch = watchConnections((pids) => inspectBackends(url, pids), options.quietMs);
  const [pool, answeredAt] = openPool(url, watch, { max: options.max ?? DEFAULT_MAX_CONNECTIONS });
  const [grabPool] = openPool(url, watch, {
    max: options.maxGrabs ?? DEFAULT_MAX_GRAB_CONNECTIONS,
    statementTimeoutMs: options.grabStatementTimeoutMs,
  });
  const [reserved] = openPool(url, watch, { max: MAX_RESERVED_CONNECTIONS, purpose: 'keys' });
  return {
    orm: drizzle(pool),
    pool,
    grabPool,
    reserved: { orm: drizzle(reserved), pool: reserved },
    signs: () => ({ ...watch.signs, answeredAt: answeredAt() }),
    probe: (text) => probe(reserved, watch, text),
    ping: async () => {
      await probe(pool, watch, 'SELECT 1');
    },
    pingAfresh: async () => {
      await inspectBackends(url, []);
    },
    close: async () => {
      await Promise.all([pool.end(), grabPool.end(), reserved.end()]);
      // Until then it closes connections that do not answer.
      watch.stop();
    },
  };
}

async function probe<Row extends QueryResultRow>(
  pool: Pool,
  watch: ConnectionWatch,
  text: string,
): Promise<Row[]> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    const late = () => new SilentConnection();
    const { rows } = await withTimeout(client.query<Row>(text), PING_TIMEOUT_MS, late);
    isBroken = false;
    return rows;
  } catch (error) {
    if (error instanceof SilentConnection) void watch.suspect();
    throw error;
  } finally {
    client.release(isBroken);
  }
}

function openPool(
  url: string,
  watch: ConnectionWatch,
  options: { max: number; purpose?: string; statementTimeoutMs?: number | undefined },
): readonly [Pool, () => number] {
  const { max, purpose, statementTimeoutMs = STATEMENT_TIMEOUT_MS } = options;
  const settings = connectionSettings(url, { ...(purpose && { purpose }), statementTimeoutMs });
  const pool = new Pool({ ...settings, max, idleTimeoutMillis: IDLE_TIMEOUT_MS });
  const answeredAt = watch.add(pool, statementTimeoutMs);
  // The query that uses a broken connection fails. Without a listener the process would end.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return [pool, answeredAt];
}
