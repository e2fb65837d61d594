import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { successWithMessage } from '../mappers/envelope.ts';
import { sessionToWire } from '../mappers/session-to-wire.ts';
import { languageOf } from '../messages/language.ts';
import { doneMessage } from '../messages/messages.ts';
import { logOutSession } from '../use-cases/sessions/log-out-session.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import {
  restartSession,
  startSession,
  stopSession,
} from '../use-cases/sessions/start-and-stop-session.ts';
import { addRoute } from './add-route.ts';
import { replaySession } from './answers/replays.ts';

export function lifecycleRoutes(app: HttpServer, context: Context): void {
  addRoute(
    app,
    API_ROUTES.startSession,
    async (request) => {
      const session = await requireSession(context, request.access, request.params.id);
      const known = await startSession(context, session);
      const language = languageOf(request);
      return successWithMessage(
        doneMessage('sessionStarted', language),
        sessionToWire(known, language),
      );
    },
    { replay: replaySession(context, 'sessionStarted') },
  );

  addRoute(
    app,
    API_ROUTES.stopSession,
    async (request) => {
      const session = await requireSession(context, request.access, request.params.id);
      const known = await stopSession(context, session);
      const language = languageOf(request);
      return successWithMessage(
        doneMessage('sessionStopped', language),
        sessionToWire(known, language),
      );
    },
    { replay: replaySession(context, 'sessionStopped') },
  );

  addRoute(
    app,
    API_ROUTES.restartSession,
    async (request) => {
      const session = await requireSession(context, request.access, request.params.id);
      const known = await restartSession(context, session);
      const language = languageOf(request);
      return successWithMessage(
        doneMessage('sessionRestarted', language),
        sessionToWire(known, language),
      );
    },
    { replay: replaySession(context, 'sessionRestarted') },
  );

  addRoute(
    app,
    API_ROUTES.logoutSession,
    async (request) => {
      const session = await requireSession(context, request.access, request.params.id);
      const known = await logOutSession(context, session);
      const language = languageOf(request);
      return successWithMessage(
        doneMessage('sessionLoggedOut', language),
        sessionToWire(known, language),
      );
    },
    { replay: replaySession(context, 'sessionLoggedOut') },
  );
}
