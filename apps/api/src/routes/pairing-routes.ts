import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { success, successWithMessage } from '../mappers/envelope.ts';
import { languageOf } from '../messages/language.ts';
import { doneMessage } from '../messages/messages.ts';
import { getQr } from '../use-cases/sessions/get-qr.ts';
import { requestPairingCode } from '../use-cases/sessions/request-pairing-code.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { addRoute } from './add-route.ts';
import { qrFormat, qrToPng, qrToSvg } from './answers/qr-format.ts';

export function pairingRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.getSessionQr, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { qr, expires_at } = await getQr(context, session);
    const format = qrFormat(request.query.format, request.headers.accept);
    if (format === 'json') return success({ qr, expires_at });
    reply.header('expires', new Date(expires_at).toUTCString());
    if (format === 'png') return reply.type('image/png').send(await qrToPng(qr));
    return reply.type('image/svg+xml').send(await qrToSvg(qr));
  });

  addRoute(app, API_ROUTES.requestPairingCode, async (request) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { phone_number } = request.body;
    const { code, expires_at } = await requestPairingCode(context, session, phone_number);
    const message = doneMessage('pairingCodeMade', languageOf(request));
    return successWithMessage(message, { code, expires_at });
  });
}
