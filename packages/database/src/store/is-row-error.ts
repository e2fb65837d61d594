/**
 * SQLSTATE classes that blame a row, not the server or the connection: data exceptions, broken
 * constraints, a value too large for an index, and what a trigger raised.
 */
const ROW_ERROR = /^(22|23|54|P0)/;

/** Whether leaving a row out could help; all other errors end the grab. */
export function isRowError(error: unknown): boolean {
  return ROW_ERROR.test(String((error as { code?: unknown }).code ?? ''));
}

/** What the database held against a row, without any of its values. */
export function rowErrorReason(error: unknown): string {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return `refused by the database (${[code, constraint].filter(Boolean).join(' ')})`;
}
