import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { success } from '../mappers/envelope.ts';
import { grabRecordToWire, listedGrabToWire } from '../mappers/grab-record-to-wire.ts';
import { languageOf } from '../messages/language.ts';
import { cancelGrab } from '../use-cases/grabs/cancel-grab.ts';
import { readAllGrabsPage, readGrabsPage, requireGrab } from '../use-cases/grabs/find-grabs.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { addRoute } from './add-route.ts';
import { answerQueued } from './answers/queued-grab.ts';
import { replayQueuedGrab } from './answers/replays.ts';

export function durableGrabRoutes(app: HttpServer, context: Context): void {
  addRoute(
    app,
    API_ROUTES.createGrab,
    async (request, reply) => {
      const session = await requireSession(context, request.access, request.params.id);
      return answerQueued(context, session, request.body, { request, reply });
    },
    { replay: replayQueuedGrab(context) },
  );

  addRoute(app, API_ROUTES.listGrabs, async (request) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { rows, nextCursor } = await readGrabsPage(context, session, request.query);
    const grabs = rows.map((row) => listedGrabToWire(row, languageOf(request)));
    return success({ session_id: session.id, grabs, next_cursor: nextCursor });
  });

  addRoute(app, API_ROUTES.listAllGrabs, async (request) => {
    const { rows, nextCursor } = await readAllGrabsPage(context, request.access, request.query);
    const grabs = rows.map((row) => listedGrabToWire(row, languageOf(request)));
    return success({ grabs, next_cursor: nextCursor });
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
