import type { SessionRow } from '@grabber/database/session-row';
import { updateSession } from '@grabber/database/update-session';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';
import { requireName } from './require-name.ts';

/** Throws VALIDATION_FAILED, and SESSION_NOT_FOUND when the session has been deleted meanwhile. */
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
