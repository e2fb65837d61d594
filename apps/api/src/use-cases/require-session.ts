import { findSession } from '@grabber/database/find-session';
import type { SessionRow } from '@grabber/database/session-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Access } from '../access.ts';
import type { Context } from '../context.ts';

/** The session of that id. Throws SESSION_NOT_FOUND, also when it is another workspace's. */
export async function requireSession(
  { db }: Pick<Context, 'db'>,
  access: Access,
  id: string,
): Promise<SessionRow> {
  const session = await findSession(db, { id, workspace_id: access.workspaceId });
  if (session) return session;
  throw new ServiceError('SESSION_NOT_FOUND', 'There is no such session.');
}
