import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { registerRoute } from '@grabber/service-kit/register-route';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import { requestPairingCode } from '../use-cases/request-pairing-code.ts';

/** The QR to scan, and the pairing code to type instead. */
export function pairingRoutes(scope: HttpServer, sessions: SessionRegistry): void {
  registerRoute(scope, ENGINE_ROUTES.getQr, async ({ params }) => {
    const { qr, status } = sessions.get(params.id).state;
    if (!qr) {
      throw new ServiceError('QR_NOT_AVAILABLE', `No QR is available: the session is ${status}.`, {
        sessionStatus: status,
      });
    }
    return { qr: qr.text, expires_at: qr.expiresAt.toISOString() };
  });

  registerRoute(scope, ENGINE_ROUTES.requestPairingCode, async ({ params, body }) =>
    requestPairingCode(sessions.get(params.id), body.phone_number),
  );
}
