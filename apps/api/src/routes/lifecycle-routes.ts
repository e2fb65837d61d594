import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { successWithMessage } from '../mappers/envelope.ts';
import { type KnownSession, sessionToWire } from '../mappers/session-to-wire.ts';
import { languageOf } from '../messages/language.ts';
import { doneMessage } from '../messages/messages.ts';
import { logOutSession } from '../use-cases/sessions/log-out-session.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import {
  restartSession,
  startSession,
  stopSession,
  wakeByHand,
} from '../use-cases/sessions/start-and-stop-session.ts';
import { addRoute } from './add-route.ts';
import { replaySession } from './answers/replays.ts';

/** Starting, waking, stopping and unlinking a session. */
export function lifecycleRoutes(app: HttpServer, context: Context): void {
  const replay = (done: Done) => ({ replay: replaySession(context, done) });
  const answer = async (request: Asked, done: Done, act: (session: Session) => Act) => {
    const session = await requireSession(context, request.access, request.params.id);
    const known = await act(session);
    const language = languageOf(request);
    return successWithMessage(doneMessage(done, language), sessionToWire(known, language));
  };

  addRoute(
    app,
    API_ROUTES.startSession,
    (request) => {
      const restoreOlder = request.query.restore_older === 'true';
      return answer(request, 'sessionStarted', (session) =>
        startSession(context, session, { restoreOlder }),
      );
    },
    replay('sessionStarted'),
  );
  addRoute(
    app,
    API_ROUTES.wakeSession,
    (request) => {
      const { minutes } = request.body;
      return answer(request, 'sessionWoken', (session) => wakeByHand(context, session, minutes));
    },
    replay('sessionWoken'),
  );
  addRoute(
    app,
    API_ROUTES.stopSession,
    (request) => answer(request, 'sessionStopped', (session) => stopSession(context, session)),
    replay('sessionStopped'),
  );
  addRoute(
    app,
    API_ROUTES.restartSession,
    (request) => answer(request, 'sessionRestarted', (session) => restartSession(context, session)),
    replay('sessionRestarted'),
  );
  addRoute(
    app,
    API_ROUTES.logoutSession,
    (request) => answer(request, 'sessionLoggedOut', (session) => logOutSession(context, session)),
    replay('sessionLoggedOut'),
  );
}

type Done = Parameters<typeof doneMessage>[0];
type Session = Awaited<ReturnType<typeof requireSession>>;
type Act = Promise<KnownSession>;
type Asked = Pick<FastifyRequest, 'access' | 'headers'> & {
  readonly params: { readonly id: string };
};
