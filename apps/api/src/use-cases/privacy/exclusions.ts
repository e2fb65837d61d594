import { DEFAULT_PAGE } from '@grabber/contracts/api/page';
import type { ListExclusionsQuery } from '@grabber/contracts/api/privacy';
import {
  deleteExclusion as deleteRow,
  type ExclusionRow,
  listExclusions,
} from '@grabber/database/privacy/exclusions';
import { UUID_PATTERN } from '@grabber/primitives/uuid';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { decodePageCursor, encodePageCursor } from '../../cursors/page-cursor.ts';
import type { Access } from '../access/access.ts';
import { resolveWorkspace } from '../access/workspaces.ts';

const POSITION = new RegExp(`^${UUID_PATTERN}$`);

/** A page of the exclusions. Throws WORKSPACE_NOT_FOUND, and VALIDATION_FAILED for a cursor of another list. */
export async function readExclusionsPage(
  context: Pick<Context, 'db'>,
  access: Pick<Access, 'workspaceId'>,
  { cursor, limit = DEFAULT_PAGE, workspace }: ListExclusionsQuery,
): Promise<{ rows: ExclusionRow[]; nextCursor: string | null }> {
  const { id: workspace_id } = await resolveWorkspace(context, access, workspace);
  const scope = [workspace_id, 'exclusions'];
  const after = cursor === undefined ? null : decodePageCursor(scope, cursor, POSITION).key;
  const { rows, next } = await listExclusions(context.db, { workspace_id, after, limit });
  return { rows, nextCursor: next && encodePageCursor(scope, { key: next, id: 0 }) };
}

/** Throws EXCLUSION_NOT_FOUND, also for one of another workspace. */
export async function deleteExclusion(
  { db }: Pick<Context, 'db'>,
  { workspaceId }: Pick<Access, 'workspaceId'>,
  id: string,
): Promise<void> {
  if (await deleteRow(db, { id, workspace_id: workspaceId })) return;
  throw new ServiceError('EXCLUSION_NOT_FOUND', 'There is no such exclusion.');
}
