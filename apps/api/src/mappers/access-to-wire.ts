import type { AuditEntry } from '@grabber/contracts/api/access/audit';
import type { ApiKey, Scope } from '@grabber/contracts/api/access/key';
import type { ApiWorkspace } from '@grabber/contracts/api/access/workspace';
import type { ApiKeyRow } from '@grabber/database/api-keys/api-keys';
import type { AuditRow } from '@grabber/database/audit/audit-entries';
import type { WorkspaceRow } from '@grabber/database/workspaces/workspaces';

/** The public fields of a key. `workspace` is the name of its workspace. */
export function keyToWire(row: ApiKeyRow, workspace: string): ApiKey {
  return {
    key_id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes as Scope[],
    workspace,
    allowed_addresses: row.allowed_addresses,
    session_ids: row.session_ids,
    parent_key_id: row.parent_id,
    created_by: row.created_by,
    expires_at: row.expires_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}

export function workspaceToWire(row: WorkspaceRow): ApiWorkspace {
  return { workspace_id: row.id, name: row.name, created_at: row.created_at.toISOString() };
}

export function auditToWire({
  id,
  workspace_id,
  at,
  client_request_id,
  ...row
}: AuditRow): AuditEntry {
  const request_id = client_request_id ?? row.request_id;
  return { audit_id: id, at: at.toISOString(), ...row, request_id };
}
