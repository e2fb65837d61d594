import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';
import { jsonValue } from '../json-chunks.ts';
import { success, successWithMessage } from '../mappers/envelope.ts';
import { doneMessage } from '../messages.ts';
import { deleteContacts } from '../use-cases/delete-contacts.ts';
import { readAddressBook } from '../use-cases/read-address-book.ts';
import { readContactPage } from '../use-cases/read-contact-page.ts';
import { requireSession } from '../use-cases/require-session.ts';
import { addRoute } from './add-route.ts';
import { clientSignal } from './client-signal.ts';
import { languageOf } from './language-of.ts';
import { sendJson } from './send-json.ts';

export function contactRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.listContacts, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { limit, cursor, sort = 'stored', total, ...filters } = request.query;
    if (limit !== undefined) {
      const page = await readContactPage(context, session, { ...request.query, limit });
      const list = { contacts: page.contacts, next_cursor: page.nextCursor };
      const counted = page.total === null ? {} : { total: page.total };
      return success({ session_id: session.id, ...list, ...counted });
    }
    if (cursor !== undefined) throw needsLimit('cursor');
    if (sort !== 'stored') throw needsLimit('sort');
    if (total === true) throw needsLimit('total');
    const signal = clientSignal(reply);
    const items = readAddressBook(context, session, { ...filters, signal });
    const fields = { session_id: jsonValue(session.id), contacts: { items } };
    return sendJson(reply, context.streams, { success: jsonValue(true), data: { fields } });
  });

  addRoute(app, API_ROUTES.deleteContacts, async (request) => {
    const session = await requireSession(context, request.access, request.params.id);
    const deleted_count = await deleteContacts(context, session);
    const message = doneMessage('contactsDeleted', languageOf(request));
    return successWithMessage(message, { session_id: session.id, deleted_count });
  });
}

/** What is streamed whole comes in the order of storing and needs no count. */
function needsLimit(parameter: string): ServiceError {
  const details = [{ path: 'query.limit', message: `is needed with ${parameter}` }];
  return new ServiceError('VALIDATION_FAILED', `${parameter} needs a limit.`, { details });
}
