import { deleteSession as deleteRows } from '@grabber/database/sessions/delete-session';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { ADDRESS_BOOK_LOCK_TIMEOUT_MS } from '../contacts/delete-contacts.ts';
import { ifHeld } from './null-if-not-found.ts';

/**
 * Unlinks the device, then deletes the session with its address book; answers how many contacts and
 * groups went. When the engine cannot be reached nothing is deleted: a linked device would be left.
 */
export async function deleteSession(
  { db, engine }: Pick<Context, 'db' | 'engine'>,
  session: SessionRow,
): Promise<number> {
  await ifHeld(engine.stopSession(session.id, { logout: true }));
  const deleted = await deleteRows(db, {
    id: session.id,
    workspace_id: session.workspace_id,
    lock_timeout_ms: ADDRESS_BOOK_LOCK_TIMEOUT_MS,
  });
  return deleted ?? 0;
}
