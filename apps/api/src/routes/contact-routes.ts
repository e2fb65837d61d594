import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { jsonValue } from '../json-chunks.ts';
import { successWithMessage } from '../mappers/envelope.ts';
import { doneMessage } from '../messages.ts';
import { deleteContacts } from '../use-cases/delete-contacts.ts';
import { readAddressBook } from '../use-cases/read-address-book.ts';
import { requireSession } from '../use-cases/require-session.ts';
import { addRoute } from './add-route.ts';
import { languageOf } from './language-of.ts';
import { sendJson } from './send-json.ts';

export function contactRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.listContacts, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const pages = readAddressBook(context, session, request.query.type);
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
