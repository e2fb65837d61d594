import { deleteSession as deleteRows } from '@grabber/database/sessions/delete-session';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { ADDRESS_BOOK_LOCK_TIMEOUT_MS } from '../contacts/delete-contacts.ts';
import { mayBeLinked, unlinkSession } from './log-out-session.ts';

export type DeletedSession = {
  /** Contacts and groups. */
  readonly deletedCount: number;
  readonly deviceMayBeLinked: boolean;
};

/**
 * Unlinks the device, then deletes the session with its address book. Deletes nothing if the engine
 * cannot be reached, or keeps the session for another try; with `force` all of ours is deleted in any case.
 * Throws WHATSAPP_BUDGET_SPENT, EngineError and SessionNotFound.
 */
export async function deleteSession(
  context: Pick<Context, 'db' | 'engine' | 'clock' | 'budget'>,
  session: SessionRow,
  options: { readonly force: boolean },
): Promise<DeletedSession> {
  const known = await unlinkSession(context, session, options);
  const deleted = await deleteRows(context.db, {
    id: session.id,
    workspace_id: session.workspace_id,
    lock_timeout_ms: ADDRESS_BOOK_LOCK_TIMEOUT_MS,
  });
  return { deletedCount: deleted ?? 0, deviceMayBeLinked: mayBeLinked(known) };
}
