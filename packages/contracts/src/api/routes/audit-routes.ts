import { defineRoute } from '../../route.ts';
import { AuditList, ListAuditQuery } from '../access/audit.ts';
import { Success } from '../envelope.ts';

/** What was done with which key. */
export const API_AUDIT_ROUTES = {
  listAudit: defineRoute({
    id: 'listAudit',
    method: 'GET',
    path: '/api/audit',
    access: 'admin',
    ownSessions: true,
    summary: 'Lists what was done with the keys of the workspace, newest first.',
    query: ListAuditQuery,
    responses: { 200: Success(AuditList) },
  }),
} as const;
