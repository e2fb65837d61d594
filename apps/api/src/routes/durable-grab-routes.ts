import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { success, successWithMessage } from '../mappers/envelope.ts';
import { grabRecordToWire, listedGrabToWire } from '../mappers/grab-record-to-wire.ts';
import { languageOf } from '../messages/language.ts';
import { doneMessage } from '../messages/messages.ts';
import { cancelGrab } from '../use-cases/grabs/cancel-grab.ts';
import { readGrabsPage, requireGrab } from '../use-cases/grabs/find-grabs.ts';
import { queueDurableGrab } from '../use-cases/grabs/queue-durable-grab.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { addRoute } from './add-route.ts';

export function durableGrabRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.createGrab, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { grab, joined } = await queueDurableGrab(context, session, request.body);
    reply.code(202).header('location', `/api/sessions/${session.id}/grabs/${grab.id}`);
    const language = languageOf(request);
    const message = doneMessage('grabQueued', language);
    return successWithMessage(message, { ...grabRecordToWire(grab, language), joined });
  });

  addRoute(app, API_ROUTES.listGrabs, async (request) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { rows, nextCursor } = await readGrabsPage(context, session, request.query);
    const grabs = rows.map((row) => listedGrabToWire(row, languageOf(request)));
    return success({ session_id: session.id, grabs, next_cursor: nextCursor });
  });

  addRoute(app, API_ROUTES.getGrab, async (request) => {
    const { id, grabId } = request.params;
    const session = await requireSession(context, request.access, id);
    const grab = await requireGrab(context, session, grabId);
    return success(grabRecordToWire(grab, languageOf(request)));
  });

  addRoute(app, API_ROUTES.cancelGrab, async (request) => {
    const { id, grabId } = request.params;
    const session = await requireSession(context, request.access, id);
    const grab = await cancelGrab(context, session, grabId);
    return success(grabRecordToWire(grab, languageOf(request)));
  });
}
