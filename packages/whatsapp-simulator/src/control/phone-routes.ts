import type { FastifyInstance } from 'fastify';
import {
  enterPairingCode,
  type LogoutMode,
  type LogoutReason,
  logoutFromPhone,
  scanQr,
} from '../core/link-device.ts';
import type { Simulation } from '../core/simulation.ts';
import { enterCodeSchema, logoutSchema, scanSchema } from './schemas.ts';

/** What the owner does on the phone. */
export function addPhoneRoutes(server: FastifyInstance, simulation: Simulation): void {
  server.post<{ Body: { qr: string; account_id: string } }>(
    '/scan',
    { schema: { body: scanSchema } },
    async ({ body }) => ({ device_id: (await scanQr(simulation, body.qr, body.account_id)).id }),
  );
  server.post<{ Body: { code: string; account_id: string } }>(
    '/pairing-codes/enter',
    { schema: { body: enterCodeSchema } },
    async ({ body }) => ({
      device_id: (await enterPairingCode(simulation, body.code, body.account_id)).id,
    }),
  );
  server.post<{ Params: { id: string }; Body: { mode?: LogoutMode; reason?: LogoutReason } }>(
    '/accounts/:id/logout',
    { schema: { body: logoutSchema } },
    async ({ params, body }) => ({
      acknowledged_pages: await logoutFromPhone(simulation, params.id, body),
    }),
  );
}
