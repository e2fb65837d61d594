import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type PoolConfig, types } from 'pg';
import { drizzle } from './drizzle.ts';

/** The connections for everything except grabs. */
const DEFAULT_MAX_CONNECTIONS = 20;
/** Each grab keeps one connection while it reads from the engine. */
const DEFAULT_MAX_GRAB_CONNECTIONS = 20;
const CONNECT_TIMEOUT_MS = 5_000;
const IDLE_TIMEOUT_MS = 30_000;
const PING_TIMEOUT_MS = 2_000;

/** Large enough to hold the staged rows of a usual account in memory. */
const GRAB_TEMP_BUFFERS = '32MB';

const INT8_OID = 20;
const TIMESTAMPTZ_OID = 1184;

/** A handle on one Postgres, the first parameter of every function of this package. */
export interface Database {
  /** Drizzle on the pool */
  orm: NodePgDatabase;
  pool: Pool;
  /** A separate pool, so that running grabs cannot use up the connections of other requests. */
  grabPool: Pool;
  /** @throws when the server cannot be reached or does not answer within a few seconds */
  ping(): Promise<void>;
  /** Waits for the running statements, then closes all connections. */
  close(): Promise<void>;
}

/** Opens pools to a Postgres (14 or newer). Connects only on the first query. */
export function openDatabase(
  url: string,
  options: { max?: number; maxGrabs?: number } = {},
): Database {
  const pool = openPool(url, options.max ?? DEFAULT_MAX_CONNECTIONS);
  const grabPool = openPool(url, options.maxGrabs ?? DEFAULT_MAX_GRAB_CONNECTIONS);
  // Can only be set before a connection's first temporary table.
  grabPool.on('connect', (client) => {
    client.query(`SET temp_buffers = '${GRAB_TEMP_BUFFERS}'`).catch(() => {});
  });
  return {
    orm: drizzle(pool),
    pool,
    grabPool,
    ping: async () => {
      await pool.query({ text: 'SELECT 1', query_timeout: PING_TIMEOUT_MS } as { text: string });
    },
    close: async () => {
      await Promise.all([pool.end(), grabPool.end()]);
    },
  };
}

function openPool(url: string, max: number): Pool {
  const config: PoolConfig = {
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    application_name: 'whatsapp-contact-grabber',
    types: { getTypeParser },
  };
  const pool = new Pool(config);
  // The query that uses a broken connection fails. Without a listener the process would end.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Row ids and counts are far below 2^53: as numbers, not as pg's strings. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8_OID) return Number;
  if (oid === TIMESTAMPTZ_OID && format !== 'binary') return parseTimestamp;
  return types.getTypeParser(oid, format as 'text');
}

const readTimestamp = types.getTypeParser(TIMESTAMPTZ_OID, 'text') as (text: string) => unknown;
let lastTimestamp: { text: string; time: number } | undefined;

/** The rows of one grab have the same time, so each time is parsed only once. */
function parseTimestamp(text: string): unknown {
  if (lastTimestamp?.text === text) return new Date(lastTimestamp.time);
  const parsed = readTimestamp(text);
  // `infinity` is a number.
  if (parsed instanceof Date) lastTimestamp = { text, time: parsed.getTime() };
  return parsed;
}
