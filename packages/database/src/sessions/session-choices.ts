import type { ClientBase } from 'pg';
import type { sessions } from '../schema/sessions.ts';
import { SessionNotFound } from './session-row.ts';

/** What a person chose that the grabs of a session store, beside what all of them do. */
export type SessionChoices = Readonly<
  Pick<typeof sessions.$inferSelect, 'include_without_whatsapp' | 'include_locked'>
>;

/** What `createSession` and `updateSession` take of them, and whether the session keeps its browser; an absent one stays. */
export type GivenChoices = Partial<
  SessionChoices & Readonly<Pick<typeof sessions.$inferSelect, 'keep'>>
>;

/** The choices, and what earlier ones have left behind. */
export type ChoicesInForce = SessionChoices &
  Readonly<Pick<typeof sessions.$inferSelect, 'holds_locked'>>;

/** The choices as they are in the client's transaction. Rejects with SessionNotFound. */
export async function readChoices(client: ClientBase, sessionId: string): Promise<ChoicesInForce> {
  const { rows } = await client.query<ChoicesInForce>(
    'SELECT include_without_whatsapp, include_locked, holds_locked FROM sessions WHERE id = $1',
    [sessionId],
  );
  if (rows[0] === undefined) throw new SessionNotFound();
  return rows[0];
}
