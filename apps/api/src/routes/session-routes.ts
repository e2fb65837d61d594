import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { success, successWithMessage } from '../mappers/envelope.ts';
import { explainedIn, sessionToWire, statusToWire } from '../mappers/session-to-wire.ts';
import { languageOf } from '../messages/language.ts';
import { doneMessage } from '../messages/messages.ts';
import { countRows } from '../plugins/audit.ts';
import { readLastComplete } from '../use-cases/grabs/find-grabs.ts';
import { nextScheduledRun } from '../use-cases/schedules/schedules.ts';
import { createSession } from '../use-cases/sessions/create-session.ts';
import { deleteSession } from '../use-cases/sessions/delete-session.ts';
import { listSessions, refreshStatus } from '../use-cases/sessions/refresh-status.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { updateSession } from '../use-cases/sessions/update-session.ts';
import { wakingOf } from '../use-cases/sessions/wake-session.ts';
import { addRoute } from './add-route.ts';
import { replaySession } from './answers/replays.ts';

export function sessionRoutes(app: HttpServer, context: Context): void {
  addRoute(
    app,
    API_ROUTES.createSession,
    async (request, reply) => {
      const { name, start = false, workspace, proxy = null, ...rest } = request.body;
      const { external_id: externalId, ...choices } = rest;
      const input = { name, start, workspace, proxy, externalId, choices };
      const known = await createSession(context, request.access, input);
      const language = languageOf(request);
      const message = doneMessage('sessionCreated', language);
      reply.code(201);
      return successWithMessage(message, sessionToWire(known, language));
    },
    { replay: replaySession(context, 'sessionCreated') },
  );

  addRoute(app, API_ROUTES.listSessions, async (request) => {
    const sessions = await listSessions(context, request.access);
    const language = languageOf(request);
    return success({ sessions: sessions.map((known) => sessionToWire(known, language)) });
  });

  addRoute(app, API_ROUTES.getSession, async (request) => {
    const session = await requireSession(context, request.access, request.params.id);
    return success(sessionToWire(await refreshStatus(context, session), languageOf(request)));
  });

  addRoute(app, API_ROUTES.getSessionStatus, async (request) => {
    const session = await requireSession(context, request.access, request.params.id);
    const budget = await context.budget.left(session.id);
    const next_run_at = await nextScheduledRun(context, session);
    const known = await refreshStatus(context, session);
    const report = explainedIn(languageOf(request), statusToWire(known));
    const waking = await wakingOf(context, session, budget);
    const last_complete_grab = await readLastComplete(context, session);
    return success({ ...report, budget, next_run_at, last_complete_grab, waking });
  });

  addRoute(app, API_ROUTES.updateSession, async (request) => {
    const session = await requireSession(context, request.access, request.params.id);
    const updated = await updateSession(context, session, request.body);
    const done = request.body.name === undefined ? 'sessionChanged' : 'sessionRenamed';
    const language = languageOf(request);
    const known = await refreshStatus(context, updated);
    return successWithMessage(doneMessage(done, language), sessionToWire(known, language));
  });

  addRoute(app, API_ROUTES.deleteSession, async (request) => {
    const session = await requireSession(context, request.access, request.params.id);
    const force = request.query.force === 'true';
    const deleted = await deleteSession(context, session, { force });
    countRows(request, deleted.deletedCount);
    const done = deleted.deviceMayBeLinked ? 'sessionDeletedUnconfirmed' : 'sessionDeleted';
    return successWithMessage(doneMessage(done, languageOf(request)), {
      session_id: session.id,
      deleted_count: deleted.deletedCount,
      device_may_be_linked: deleted.deviceMayBeLinked,
    });
  });
}
