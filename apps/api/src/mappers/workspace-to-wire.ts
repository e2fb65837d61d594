import type { ApiWorkspace } from '@grabber/contracts/api/workspace';
import type { WorkspaceRow } from '@grabber/database/workspaces/workspaces';

export function workspaceToWire(row: WorkspaceRow): ApiWorkspace {
  return { workspace_id: row.id, name: row.name, created_at: row.created_at.toISOString() };
}
