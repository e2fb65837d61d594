import { findGrab } from '@grabber/database/find-grab';
import type { GrabRow } from '@grabber/database/grab-row';
import type { SessionRow } from '@grabber/database/session-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';

/** The grab of that id. Throws GRAB_NOT_FOUND, also when it is another session's. */
export async function requireGrab(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  id: string,
): Promise<GrabRow> {
  const grab = await findGrab(db, { id, session_id: session.id });
  if (grab) return grab;
  throw new ServiceError('GRAB_NOT_FOUND', 'The session has no such grab.');
}
