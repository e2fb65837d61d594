import type { ChoicesInForce } from '../sessions/session-choices.ts';
import type { GrabContext } from './grab-context.ts';
import { ofSession } from './plan-settings.ts';

/**
 * Forgets which chats are locked, of all rows of a session that no longer chooses to store it. The time of an
 * inactive row stays: it says when the row was last there.
 */
export async function clearLocked(context: GrabContext, choices: ChoicesInForce): Promise<void> {
  if (choices.include_locked || !choices.holds_locked) return;
  const { client, session_id, now, change } = context;
  await client.query(
    `WITH cleared AS (
       UPDATE contacts c SET is_locked = NULL, changed_change = $3,
         written_at = CASE c.status WHEN 'active' THEN $2 ELSE c.written_at END,
         field_changes = c.field_changes || jsonb_build_object('is_locked', $3::bigint)
       WHERE ${ofSession('c')} AND c.is_locked IS NOT NULL
       RETURNING c.id
     ) INSERT INTO grab_touched SELECT id FROM cleared`,
    [session_id, now, change],
  );
}

/** Remembers whether rows of the session may say which chats are locked. */
export async function noteLocked(
  { client, session_id }: GrabContext,
  { include_locked, holds_locked }: ChoicesInForce,
): Promise<void> {
  if (include_locked === holds_locked) return;
  await client.query('UPDATE sessions SET holds_locked = $2 WHERE id = $1', [
    session_id,
    include_locked,
  ]);
}
