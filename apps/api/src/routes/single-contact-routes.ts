import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { contactToWire } from '../mappers/contact-to-wire.ts';
import { success, successWithMessage } from '../mappers/envelope.ts';
import { membershipToWire } from '../mappers/member-to-wire.ts';
import { doneMessage } from '../messages.ts';
import { deleteContact } from '../use-cases/delete-contact.ts';
import { requireContact } from '../use-cases/require-contact.ts';
import { requireSession } from '../use-cases/require-session.ts';
import { addRoute } from './add-route.ts';
import { languageOf } from './language-of.ts';

export function singleContactRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.getContact, async (request) => {
    const { id, contactId } = request.params;
    const session = await requireSession(context, request.access, id);
    const { contact, groups } = await requireContact(context, session, contactId);
    return success({
      session_id: session.id,
      contact: contactToWire(contact),
      groups: groups.map(membershipToWire),
    });
  });

  addRoute(app, API_ROUTES.deleteContact, async (request) => {
    const { id, contactId } = request.params;
    const session = await requireSession(context, request.access, id);
    await deleteContact(context, session, contactId);
    const message = doneMessage('contactDeleted', languageOf(request));
    return successWithMessage(message, { session_id: session.id, deleted_count: 1 });
  });
}
