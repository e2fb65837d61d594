import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { successWithMessage } from '../mappers/envelope.ts';
import { languageOf } from '../messages/language.ts';
import { doneMessage } from '../messages/messages.ts';
import { countRows } from '../plugins/audit.ts';
import { withReadPlace } from '../use-cases/access/with-read-place.ts';
import { visibleSessions } from '../use-cases/accounts/visible-sessions.ts';
import {
  deleteAllMatching,
  deleteMatching,
  excludeAllMatching,
  excludeMatching,
} from '../use-cases/contacts/bulk.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { addRoute } from './add-route.ts';
import { readerOf } from './reader-of.ts';

/** What is done to all that match filters. */
export function bulkRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.deleteMatching, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { query, body } = request;
    const done = await withReadPlace(context, costly(request, reply), (bounded) =>
      deleteMatching(bounded, session, query, body),
    );
    countRows(request, done.deleted_count);
    const message = doneMessage('contactsDeleted', languageOf(request));
    return successWithMessage(message, { session_id: session.id, ...done });
  });

  addRoute(app, API_ROUTES.deleteAllMatching, async (request, reply) => {
    const { workspace, ...filters } = request.query;
    const sessions = await visibleSessions(context, request.access, workspace);
    const done = await withReadPlace(context, costly(request, reply), (bounded) =>
      deleteAllMatching(bounded, sessions, filters, request.body),
    );
    countRows(request, done.deleted_count);
    return successWithMessage(doneMessage('contactsDeleted', languageOf(request)), done);
  });

  addRoute(app, API_ROUTES.excludeMatching, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { query, body } = request;
    const done = await withReadPlace(context, costly(request, reply), (bounded) =>
      excludeMatching(bounded, session, query, body),
    );
    countRows(request, done.excluded_count);
    const message = doneMessage('personsExcluded', languageOf(request));
    return successWithMessage(message, { session_id: session.id, ...done });
  });

  addRoute(app, API_ROUTES.excludeAllMatching, async (request, reply) => {
    const { workspace, ...filters } = request.query;
    const sessions = await visibleSessions(context, request.access, workspace);
    const done = await withReadPlace(context, costly(request, reply), (bounded) =>
      excludeAllMatching(bounded, sessions, filters, request.body),
    );
    countRows(request, done.excluded_count);
    return successWithMessage(doneMessage('personsExcluded', languageOf(request)), done);
  });
}

/** It counts all that match. */
const costly = (request: Pick<FastifyRequest, 'access'>, reply: FastifyReply) => ({
  ...readerOf(request, reply),
  isCostly: true,
});
