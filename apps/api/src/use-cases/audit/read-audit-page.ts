import type { ListAuditQuery } from '@grabber/contracts/api/access/audit';
import { DEFAULT_PAGE } from '@grabber/contracts/api/page';
import { type AuditRow, listAuditEntries } from '@grabber/database/audit/audit-entries';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { decodePageCursor, encodePageCursor } from '../../cursors/page-cursor.ts';
import type { Access } from '../access/access.ts';

/** The place is the id alone. */
const NO_KEY = /^$/;

/**
 * A page of what was done with the keys of the caller's workspace, or of all with the admin key, newest first. A key
 * limited to sessions sees what was done to these, and what it did itself. Throws VALIDATION_FAILED for a cursor of another list.
 */
export async function readAuditPage(
  { db, audit }: Pick<Context, 'db' | 'audit'>,
  { workspaceId: workspace_id, sessionIds: session_ids, keyId: key_id }: Access,
  { cursor, limit = DEFAULT_PAGE, since, until, ...filters }: ListAuditQuery,
): Promise<{ rows: AuditRow[]; nextCursor: string | null }> {
  // The cursor of an unlimited key stays as it was.
  const own = session_ids && { session_ids, key_id };
  const scope = ['audit', workspace_id, since, until, filters, ...(own ? [own] : [])];
  const before = cursor === undefined ? null : decodePageCursor(scope, cursor, NO_KEY).id;
  // What this process did a moment ago is in it, too.
  await audit.flush();
  const found = await listAuditEntries(db, {
    ...filters,
    since: since === undefined ? undefined : timeOf(since, 'since'),
    until: until === undefined ? undefined : timeOf(until, 'until'),
    workspace_id,
    own,
    before,
    limit: limit + 1,
  });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  const nextCursor = last ? encodePageCursor(scope, { key: '', id: last.id }) : null;
  return { rows, nextCursor };
}

/** The schema's date-time allows a leap second, but a Date does not. */
function timeOf(text: string, name: string): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  const message = {
    en: 'must be a time without a leap second',
    id: 'harus berupa waktu tanpa detik kabisat',
  };
  const details = [{ path: `query.${name}`, message }];
  throw new ServiceError('VALIDATION_FAILED', 'The time is not valid.', { details });
}
