import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../../context.ts';
import { auditToWire } from '../../mappers/access-to-wire.ts';
import { success } from '../../mappers/envelope.ts';
import { readAuditPage } from '../../use-cases/audit/read-audit-page.ts';
import { addRoute } from '../add-route.ts';

export function auditRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.listAudit, async (request) => {
    const { rows, nextCursor } = await readAuditPage(context, request.access, request.query);
    return success({ entries: rows.map(auditToWire), next_cursor: nextCursor });
  });
}
