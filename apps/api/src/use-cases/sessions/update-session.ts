import type { SessionRow } from '@grabber/database/sessions/session-row';
import { updateSession } from '@grabber/database/sessions/sessions';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { sanitiseName } from '../../mappers/sanitise-text.ts';

/** The stored form of a name from a request's body. Throws VALIDATION_FAILED if it is then empty. */
export function requireName(text: string): string {
  const name = sanitiseName(text);
  if (name !== null) return name;
  const details = [{ path: 'body.name', message: 'must hold a printable character' }];
  throw new ServiceError('VALIDATION_FAILED', 'The name is not valid.', { details });
}

/** Throws VALIDATION_FAILED, and SESSION_NOT_FOUND if the session was just deleted. */
export async function renameSession(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  session: SessionRow,
  name: string,
): Promise<SessionRow> {
  const scope = { id: session.id, workspace_id: session.workspace_id };
  const renamed = await updateSession(db, scope, { name: requireName(name), now: clock() });
  if (renamed) return renamed;
  throw new ServiceError('SESSION_NOT_FOUND', 'There is no such session.');
}
