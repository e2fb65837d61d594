import type { ClientBase } from 'pg';

/**
 * SQLSTATE classes that blame a row, not the server or the connection: data exceptions, broken
 * constraints, a value too large for an index, and what a trigger raised.
 */
const ROW_ERROR = /^(22|23|54|P0)/;

/** Whether leaving a row out could help; all other errors end the grab. */
function isRowError(error: unknown): boolean {
  return ROW_ERROR.test(String((error as { code?: unknown }).code ?? ''));
}

/** The reason why the database refused a row, without any of its values. */
function rowErrorReason(error: unknown): string {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return `refused by the database (${[code, constraint].filter(Boolean).join(' ')})`;
}

/** Runs `work`; when it fails, the transaction is as before and can go on. */
async function withSavepoint<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('SAVEPOINT step');
  try {
    const result = await work();
    await client.query('RELEASE SAVEPOINT step');
    return result;
  } catch (error) {
    await client.query('ROLLBACK TO SAVEPOINT step');
    await client.query('RELEASE SAVEPOINT step');
    throw error;
  }
}

type Attempt = (first: number, last: number) => Promise<void>;
type Refuse = (item: number, reason: string) => Promise<void> | void;

/** `bisect` inside a transaction, which stays usable after a refusal. */
export function bisectInTransaction(
  client: ClientBase,
  range: { first: number; last: number },
  attempt: Attempt,
  refuse: Refuse,
): Promise<void> {
  const safely: Attempt = (first, last) => withSavepoint(client, () => attempt(first, last));
  return bisect(range, safely, refuse);
}

/**
 * Runs the work for the items from `first` to `last` at once. If the database refuses them, it tries each
 * half, down to single items. Refused items are reported and left out. Each attempt does all or nothing. Throws
 * errors that no single row caused.
 */
export async function bisect(
  range: { first: number; last: number },
  attempt: Attempt,
  refuse: Refuse,
): Promise<void> {
  const { first, last } = range;
  if (first > last) return;
  try {
    await attempt(first, last);
  } catch (error) {
    if (!isRowError(error)) throw error;
    if (first === last) {
      await refuse(first, rowErrorReason(error));
      return;
    }
    const middle = Math.floor((first + last) / 2);
    await bisect({ first, last: middle }, attempt, refuse);
    await bisect({ first: middle + 1, last }, attempt, refuse);
  }
}
