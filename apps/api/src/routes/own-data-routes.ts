import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { contactToWire } from '../mappers/contact-to-wire.ts';
import { success, successWithMessage } from '../mappers/envelope.ts';
import { languageOf } from '../messages/language.ts';
import { doneMessage } from '../messages/messages.ts';
import { countRows } from '../plugins/audit.ts';
import { withReadPlace } from '../use-cases/access/with-read-place.ts';
import {
  changeWorkspaceSettings,
  readWorkspaceSettings,
} from '../use-cases/access/workspace-settings.ts';
import { changeContact, changeTags, readTags } from '../use-cases/contacts/own-data.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { addRoute } from './add-route.ts';
import { readerOf } from './reader-of.ts';

export function ownDataRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.changeContact, async (request) => {
    const { id, contactId } = request.params;
    const session = await requireSession(context, request.access, id);
    const contact = await changeContact(context, session, contactId, request.body);
    countRows(request, 1);
    const language = languageOf(request);
    const data = { session_id: session.id, contact: contactToWire(contact, language) };
    return successWithMessage(doneMessage('contactChanged', language), data);
  });

  addRoute(app, API_ROUTES.changeTags, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { query, body } = request;
    const changed = await withReadPlace(context, readerOf(request, reply), (bounded) =>
      changeTags(bounded, session, query, body),
    );
    countRows(request, changed.changed_count);
    const message = doneMessage('tagsChanged', languageOf(request));
    return successWithMessage(message, { session_id: session.id, ...changed });
  });

  addRoute(app, API_ROUTES.listTags, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const tags = await withReadPlace(context, readerOf(request, reply), (bounded) =>
      readTags(bounded, session),
    );
    return success({ session_id: session.id, tags });
  });

  addRoute(app, API_ROUTES.getWorkspaceSettings, async ({ access, query }) =>
    success(await readWorkspaceSettings(context, access, query.workspace)),
  );

  addRoute(app, API_ROUTES.changeWorkspaceSettings, async (request) => {
    const settings = await changeWorkspaceSettings(context, request.access, request.body);
    return successWithMessage(doneMessage('settingsChanged', languageOf(request)), settings);
  });
}
