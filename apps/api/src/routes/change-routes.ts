import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { encodeChangeCursor } from '../change-cursor.ts';
import type { Context } from '../context.ts';
import { changeToWire } from '../mappers/change-to-wire.ts';
import { success } from '../mappers/envelope.ts';
import { readContactChanges } from '../use-cases/read-contact-changes.ts';
import { requireSession } from '../use-cases/require-session.ts';
import { addRoute } from './add-route.ts';

export function changeRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.listChanges, async (request) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { changes, next, has_more } = await readContactChanges(context, session, request.query);
    return success({
      session_id: session.id,
      changes: changes.map(changeToWire),
      next_cursor: encodeChangeCursor(next),
      has_more,
    });
  });
}
