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
import { languageOf } from './language-of.ts';
import { sendJson } from './send-json.ts';

export function contactRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.listContacts, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { type, limit, cursor } = request.query;
    if (limit !== undefined) {
      const page = await readContactPage(context, session, { type, limit, cursor });
      const { contacts, nextCursor: next_cursor } = page;
      return success({ session_id: session.id, contacts, next_cursor });
    }
    if (cursor !== undefined) throw cursorWithoutLimit();
    const pages = readAddressBook(context, session, type);
    const fields = { session_id: jsonValue(session.id), contacts: { pages } };
    return sendJson(reply, { success: jsonValue(true), data: { fields } });
  });

  addRoute(app, API_ROUTES.deleteContacts, async (request) => {
    const session = await requireSession(context, request.access, request.params.id);
    const deleted_count = await deleteContacts(context, session);
    const message = doneMessage('contactsDeleted', languageOf(request));
    return successWithMessage(message, { session_id: session.id, deleted_count });
  });
}

function cursorWithoutLimit(): ServiceError {
  const details = [{ path: 'query.limit', message: 'is needed with cursor' }];
  return new ServiceError('VALIDATION_FAILED', 'A cursor needs a limit.', { details });
}
