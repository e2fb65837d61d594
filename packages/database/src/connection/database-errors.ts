import { DrizzleQueryError } from 'drizzle-orm/errors';

/**
 * The error that Postgres gave, in place of Drizzle's wrapper: its message holds the statement's
 * parameters, which are nobody's business in a log.
 */
export function withoutQueryParameters(error: unknown): unknown {
  if (!(error instanceof DrizzleQueryError)) return error;
  return error.cause ?? new Error('A statement failed.');
}

/** The SQLSTATE of what `pg` threw, in Drizzle's wrapper or without. */
export function sqlStateOf(error: unknown): string | undefined {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return code ?? cause?.code;
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
 * SQLSTATEs of a server that is there and cannot serve: connection exceptions, wrong password,
 * missing database, out of resources, shutting down or starting up.
 */
const SERVER_CODES = /^(08...|28...|3D000|53[0123]00|57P0[1234])$/;

/** What `pg` throws without a code. */
const MESSAGES =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end)/;

const MAX_CAUSES = 5;

/** Whether an error says that the database cannot be reached, and nothing about the statement. */
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
