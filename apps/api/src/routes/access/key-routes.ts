import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../../context.ts';
import { success, successWithMessage } from '../../mappers/envelope.ts';
import { languageOf } from '../../messages/language.ts';
import { doneMessage } from '../../messages/messages.ts';
import { issueKey, listKeys, revokeKey } from '../../use-cases/access/manage-keys.ts';
import { rotateKey } from '../../use-cases/access/rotate-key.ts';
import { addRoute } from '../add-route.ts';

export function keyRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.createKey, async (request, reply) => {
    const created = await issueKey(context, request.access, request.body);
    reply.code(201);
    return successWithMessage(doneMessage('keyCreated', languageOf(request)), created);
  });

  addRoute(app, API_ROUTES.listKeys, async (request) =>
    success({ keys: await listKeys(context, request.access) }),
  );

  addRoute(app, API_ROUTES.rotateKey, async (request, reply) => {
    const { keyId } = request.params;
    const rotated = await rotateKey(context, request.access, keyId, request.body);
    reply.code(201);
    return successWithMessage(doneMessage('keyRotated', languageOf(request)), rotated);
  });

  addRoute(app, API_ROUTES.revokeKey, async (request) => {
    const revoked = await revokeKey(context, request.access, request.params.keyId);
    return successWithMessage(doneMessage('keyRevoked', languageOf(request)), revoked);
  });
}
