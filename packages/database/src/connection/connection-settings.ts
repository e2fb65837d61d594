import { type ClientConfig, types } from 'pg';

/** A statement that may take longer raises its own limit: see BEGIN_LONG. */
export const STATEMENT_TIMEOUT_MS = 60_000;
/** A process that hangs inside a transaction must not keep its locks. */
const IDLE_IN_TRANSACTION_MS = 60_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Shorter than the time after which firewalls and balancers forget a silent connection. */
const KEEPALIVE_DELAY_MS = 10_000;

const INT8_OID = 20;
const TIMESTAMPTZ_OID = 1184;

export type ConnectionOptions = {
  /** Shown in `pg_stat_activity` behind the program's name. */
  readonly purpose?: string;
  /** After this time Postgres itself cancels a statement. */
  readonly statementTimeoutMs?: number;
};

/** The settings of every connection to the database. Those in the URL win. */
export function connectionSettings(url: string, options: ConnectionOptions = {}): ClientConfig {
  const { purpose, statementTimeoutMs = STATEMENT_TIMEOUT_MS } = options;
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_DELAY_MS,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    application_name: ['whatsapp-contact-grabber', purpose].filter(Boolean).join(' '),
    types: { getTypeParser },
  };
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
