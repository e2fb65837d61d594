import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { success, successWithMessage } from '../mappers/envelope.ts';
import { erasureToWire, exclusionToWire, personToWire } from '../mappers/privacy-to-wire.ts';
import { languageOf } from '../messages/language.ts';
import { doneMessage } from '../messages/messages.ts';
import { deleteExclusion, readExclusionsPage } from '../use-cases/privacy/exclusions.ts';
import { erasePerson, exportPerson } from '../use-cases/privacy/person-requests.ts';
import { addRoute } from './add-route.ts';

export function privacyRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.erasePerson, async (request) => {
    const done = await erasePerson(context, request.access, request.body);
    const message = doneMessage('personErased', languageOf(request));
    return successWithMessage(message, erasureToWire(done, context.clock()));
  });

  addRoute(app, API_ROUTES.exportPerson, async (request) => {
    const found = await exportPerson(context, request.access, request.body);
    return success(personToWire(found, languageOf(request)));
  });

  addRoute(app, API_ROUTES.listExclusions, async (request) => {
    const { rows, nextCursor } = await readExclusionsPage(context, request.access, request.query);
    return success({ exclusions: rows.map(exclusionToWire), next_cursor: nextCursor });
  });

  addRoute(app, API_ROUTES.deleteExclusion, async (request) => {
    const { exclusionId: exclusion_id } = request.params;
    await deleteExclusion(context, request.access, exclusion_id);
    const message = doneMessage('exclusionDeleted', languageOf(request));
    return successWithMessage(message, { exclusion_id });
  });
}
