import type { ClientBase } from 'pg';
import { isRowError, rowErrorReason } from './is-row-error.ts';
import { withSavepoint } from './with-savepoint.ts';

/**
 * Does something for the items from `first` to `last` at once; when the database refuses, for each
 * half, down to the single items that it refuses. These are reported and left out.
 *
 * @throws what is not a row's fault
 */
export async function bisect(
  client: ClientBase,
  range: { first: number; last: number },
  attempt: (first: number, last: number) => Promise<void>,
  refuse: (item: number, reason: string) => Promise<void> | void,
): Promise<void> {
  const { first, last } = range;
  if (first > last) return;
  try {
    await withSavepoint(client, () => attempt(first, last));
  } catch (error) {
    if (!isRowError(error)) throw error;
    if (first === last) {
      await refuse(first, rowErrorReason(error));
      return;
    }
    const middle = Math.floor((first + last) / 2);
    await bisect(client, { first, last: middle }, attempt, refuse);
    await bisect(client, { first: middle + 1, last }, attempt, refuse);
  }
}
