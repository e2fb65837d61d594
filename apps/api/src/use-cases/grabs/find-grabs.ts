import type { ListGrabsQuery } from '@grabber/contracts/api/grab-record';
import { DEFAULT_PAGE } from '@grabber/contracts/api/page';
import { findGrab, listGrabs } from '@grabber/database/grabs/find-grabs';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { UUID_PATTERN } from '@grabber/primitives/uuid';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { decodePageCursor, encodePageCursor } from '../../cursors/page-cursor.ts';

/** The session's grab with that id. Throws GRAB_NOT_FOUND, also for a grab of another session. */
export async function requireGrab(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  id: string,
): Promise<GrabRow> {
  const grab = await findGrab(db, { id, session_id: session.id });
  if (grab) return grab;
  throw new ServiceError('GRAB_NOT_FOUND', 'The session has no such grab.');
}

/** A position in the list: time of creation and id. */
const POSITION = new RegExp(
  `^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ${UUID_PATTERN}$`,
);

/** A page of a session's grabs, newest first. Throws VALIDATION_FAILED for a cursor of another list. */
export async function readGrabsPage(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  { cursor, limit = DEFAULT_PAGE }: ListGrabsQuery,
): Promise<{ rows: GrabRow[]; nextCursor: string | null }> {
  const session_id = session.id;
  const scope = [session_id, 'grabs'];
  const after =
    cursor === undefined ? null : positionOf(decodePageCursor(scope, cursor, POSITION).key);
  const found = await listGrabs(db, { session_id, after, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? encodePageCursor(scope, { key: keyOf(last), id: 0 }) : null };
}

function keyOf({ created_at, id }: GrabRow): string {
  return `${created_at.toISOString()} ${id}`;
}

function positionOf(key: string): { created_at: Date; id: string } {
  const [time = '', id = ''] = key.split(' ');
  return { created_at: new Date(time), id };
}
