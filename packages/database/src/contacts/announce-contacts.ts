import type { ClientBase } from 'pg';

/** Both are SQL. An `id` that is NULL means every session of the workspace. */
const notify = (id: string, workspaceId: string) =>
  `pg_notify('contacts_changed',
     json_build_object('session_id', ${id}, 'workspace_id', ${workspaceId})::text)`;

/**
 * Tells all API processes, when the transaction commits, that it changed stored contacts or groups of the session. Not for
 * grabs, which are told themselves. Several calls of one transaction are one.
 */
export async function announceContacts(client: ClientBase, sessionId: string): Promise<void> {
  await client.query(`SELECT ${notify('id', 'workspace_id')} FROM sessions WHERE id = $1`, [
    sessionId,
  ]);
}

/** SQL of the same for all sessions of a workspace: who may be stored there has changed. */
export const announceExclusion = (workspaceId: string): string => notify('NULL', workspaceId);
