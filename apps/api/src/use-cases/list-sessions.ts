import { listSessions as listRows } from '@grabber/database/list-sessions';
import type { Access } from '../access.ts';
import type { Context } from '../context.ts';
import type { KnownSession } from '../mappers/session-to-wire.ts';
import { refreshStatuses } from './refresh-status.ts';

/** The sessions of the caller's workspace with their status now. */
export async function listSessions(context: Context, access: Access): Promise<KnownSession[]> {
  const sessions = await listRows(context.db, { workspace_id: access.workspaceId });
  return sessions.length === 0 ? [] : refreshStatuses(context, sessions);
}
