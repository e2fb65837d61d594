import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { exportContacts } from '../use-cases/exports/export-contacts.ts';
import { exportMemberships, exportParticipants } from '../use-cases/exports/export-members.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { addRoute } from './add-route.ts';
import { callerOf, sendFile } from './answers/send-file.ts';

export function exportRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.exportContacts, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    return sendFile(
      reply,
      exportContacts(context, session, request.query, callerOf(request, reply)),
    );
  });

  addRoute(app, API_ROUTES.exportParticipants, async (request, reply) => {
    const { id, groupId } = request.params;
    const session = await requireSession(context, request.access, id);
    const caller = callerOf(request, reply);
    return sendFile(
      reply,
      await exportParticipants(context, session, groupId, request.query, caller),
    );
  });

  addRoute(app, API_ROUTES.exportMemberships, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    return sendFile(
      reply,
      exportMemberships(context, session, request.query, callerOf(request, reply)),
    );
  });
}
