import { DrizzleQueryError } from './drizzle.ts';

/**
 * The error of Postgres, without Drizzle's wrapper: the wrapper's message holds the statement's
 * parameters, which must not be logged.
 */
export function withoutQueryParameters(error: unknown): unknown {
  if (!(error instanceof DrizzleQueryError)) return error;
  return error.cause ?? new Error('A statement failed.');
}

/** The SQLSTATE of an error of `pg`, with or without Drizzle's wrapper. */
export function sqlStateOf(error: unknown): string | undefined {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return code ?? cause?.code;
}

const LOCK_NOT_AVAILABLE = '55P03';
const QUERY_CANCELED = '57014';
const READ_ONLY_TRANSACTION = '25006';
const DISK_FULL = '53100';

/** A connection that was closed because it did not answer any more. */
export class SilentConnection extends Error {
  override readonly name = 'SilentConnection';
  readonly code = 'ETIMEDOUT';

  constructor() {
    super('the database connection does not answer');
  }
}

/** Whether a statement waited for a lock for longer than its `lock_timeout`. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && sqlStateOf(error) === LOCK_NOT_AVAILABLE;
}

/** Whether Postgres ended a statement because it took longer than its `statement_timeout`. */
export function isStatementTimeout(error: unknown): boolean {
  return error instanceof Error && sqlStateOf(error) === QUERY_CANCELED;
}

/** Whether the database takes no writes: a standby, or one that an operator has set to read only. */
export function isDatabaseReadOnly(error: unknown): boolean {
  return error instanceof Error && sqlStateOf(error) === READ_ONLY_TRANSACTION;
}

/** Whether the disk of the database is full. */
export function isDatabaseFull(error: unknown): boolean {
  return error instanceof Error && sqlStateOf(error) === DISK_FULL;
}

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
]);

/**
 * SQLSTATEs of a reachable server that cannot serve: connection exceptions, wrong password, missing
 * database, out of resources, shutting down or starting up.
 */
const SERVER_CODES = /^(08...|28...|3D000|53[023]00|57P0[1234])$/;

/** Messages of `pg` errors without a code. */
const MESSAGES =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end)/;

const MAX_CAUSES = 5;

/** Whether the error means that the database is unavailable, not that the statement is wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < MAX_CAUSES && current instanceof Error; depth += 1) {
    const { code, message } = current as Error & { code?: unknown };
    if (typeof code === 'string' && (CONNECTION_CODES.has(code) || SERVER_CODES.test(code))) {
      return true;
    }
    if (MESSAGES.test(message)) return true;
    current = current.cause;
  }
  return false;
}
