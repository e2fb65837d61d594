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
