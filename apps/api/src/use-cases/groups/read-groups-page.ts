import type { ListGroupsQuery } from '@grabber/contracts/api/group';
import { DEFAULT_PAGE } from '@grabber/contracts/api/page';
import { type GroupRow, readGroups } from '@grabber/database/groups/read-groups';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { decodePageCursor, encodePageCursor } from '../../cursors/page-cursor.ts';

/** A page of a session's groups. Throws VALIDATION_FAILED for a cursor of another list. */
export async function readGroupsPage(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  query: ListGroupsQuery,
): Promise<{ rows: GroupRow[]; nextCursor: string | null }> {
  const { cursor, limit = DEFAULT_PAGE, ...filters } = query;
  const { status = null, search = null, label, ...others } = filters;
  // Cursors of an older API stay valid.
  const chosen = Object.entries(others).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const later = [...(label === undefined ? [] : [label]), ...(chosen.length === 0 ? [] : [chosen])];
  const scope = [session.id, 'groups', status, search, ...later];
  const after = cursor === undefined ? null : decodePageCursor(scope, cursor, /^group$/);
  const { rows, next } = await readGroups(db, {
    session_id: session.id,
    ...filters,
    after,
    limit,
  });
  return { rows, nextCursor: next && encodePageCursor(scope, next) };
}
