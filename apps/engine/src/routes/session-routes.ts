import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { registerRoute } from '@grabber/service-kit/register-route';
import type { Session } from '../sessions/session.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import { viewOf } from '../sessions/session-state.ts';

/** Lifecycle: list, start, get, stop, log out. */
export function sessionRoutes(scope: HttpServer, sessions: SessionRegistry): void {
  registerRoute(scope, ENGINE_ROUTES.listSessions, async () => ({
    sessions: sessions.list().map(view),
  }));

  registerRoute(scope, ENGINE_ROUTES.startSession, async ({ params }) =>
    view(await sessions.start(params.id)),
  );

  registerRoute(scope, ENGINE_ROUTES.getSession, async ({ params }) =>
    view(sessions.get(params.id)),
  );

  registerRoute(scope, ENGINE_ROUTES.stopSession, async ({ params, query }) =>
    view(await (query.logout === 'true' ? sessions.logOut(params.id) : sessions.stop(params.id))),
  );
}

function view(session: Session) {
  return viewOf(session.id, session.state);
}
