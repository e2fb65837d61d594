import type { ListAllGrabsQuery, ListGrabsQuery } from '@grabber/contracts/api/grab-record';
import { DEFAULT_PAGE } from '@grabber/contracts/api/page';
import {
  findGrab,
  findLastComplete,
  listGrabs,
  listGrabsOf,
} from '@grabber/database/grabs/find-grabs';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { listSessions } from '@grabber/database/sessions/sessions';
import { UUID_PATTERN } from '@grabber/primitives/uuid';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { decodePageCursor, encodePageCursor } from '../../cursors/page-cursor.ts';
import type { Visible } from '../access/access.ts';
import { resolveWorkspace } from '../access/workspaces.ts';
import { requireSession, resolveExternalId } from '../sessions/require-session.ts';

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

/** The session's last complete grab, with what it and those after it have stored. Null: there is none. */
export async function readLastComplete({ db }: Pick<Context, 'db'>, { id }: SessionRow) {
  const found = await findLastComplete(db, id);
  return found && { ...found, finished_at: found.finished_at.toISOString() };
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
): Promise<GrabsPage> {
  const session_id = session.id;
  return pageOf({ scope: [session_id, 'grabs'], cursor, limit }, (place) =>
    listGrabs(db, { session_id, ...place }),
  );
}

/**
 * A page of the grabs of all sessions that the caller may see, newest first. Throws SESSION_NOT_FOUND,
 * WORKSPACE_NOT_FOUND and VALIDATION_FAILED.
 */
export async function readAllGrabsPage(
  context: Pick<Context, 'db'>,
  access: Visible,
  { cursor, limit = DEFAULT_PAGE, state, kind, ...where }: ListAllGrabsQuery,
): Promise<GrabsPage> {
  const session_ids = await sessionsIn(context, access, where);
  const scope = ['grabs', where.workspace, where.session, state, kind];
  return pageOf({ scope, cursor, limit }, (place) =>
    listGrabsOf(context.db, { session_ids, state, kind, ...place }),
  );
}

async function sessionsIn(
  context: Pick<Context, 'db'>,
  access: Visible,
  { session, workspace }: Pick<ListAllGrabsQuery, 'session' | 'workspace'>,
): Promise<string[]> {
  const workspaceId =
    workspace === undefined
      ? access.workspaceId
      : (await resolveWorkspace(context, access, workspace)).id;
  const seen = { ...access, workspaceId };
  if (session !== undefined) {
    const id = await resolveExternalId(context, seen, session);
    return [(await requireSession(context, seen, id)).id];
  }
  const rows = await listSessions(context.db, {
    workspace_id: workspaceId,
    ids: access.sessionIds,
  });
  return rows.map(({ id }) => id);
}

type GrabsPage = { readonly rows: GrabRow[]; readonly nextCursor: string | null };
type Place = { readonly after: { created_at: Date; id: string } | null; readonly limit: number };

async function pageOf(
  asked: {
    /** All that selects the grabs: a cursor is of no other list. */
    readonly scope: readonly unknown[];
    readonly cursor: string | undefined;
    readonly limit: number;
  },
  list: (place: Place) => Promise<GrabRow[]>,
): Promise<GrabsPage> {
  const { scope, cursor, limit } = asked;
  const after =
    cursor === undefined ? null : positionOf(decodePageCursor(scope, cursor, POSITION).key);
  const found = await list({ after, limit: limit + 1 });
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
