import { deleteContacts as deleteRows } from '@grabber/database/delete-contacts';
import type { SessionRow } from '@grabber/database/session-row';
import type { Context } from '../context.ts';

/** How long a deletion waits for a grab that is writing the same address book. */
export const ADDRESS_BOOK_LOCK_TIMEOUT_MS = 10_000;

/** Deletes a session's contacts and groups; answers how many. Throws GrabLockTimeout. */
export function deleteContacts({ db }: Pick<Context, 'db'>, session: SessionRow): Promise<number> {
  const lock_timeout_ms = ADDRESS_BOOK_LOCK_TIMEOUT_MS;
  return deleteRows(db, { session_id: session.id, lock_timeout_ms });
}
