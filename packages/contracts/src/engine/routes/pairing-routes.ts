import { defineRoute } from '../../route.ts';
import { EnginePairingCode, EngineQr, PairingCodeRequest } from '../pairing.ts';
import { EngineSessionParams } from '../session.ts';

/** The QR to scan, and the pairing code as an alternative. */
export const ENGINE_PAIRING_ROUTES = {
  getQr: defineRoute({
    id: 'getQr',
    method: 'GET',
    path: '/sessions/:id/qr',
    access: 'secret',
    summary: 'Answers the QR string to scan and when it expires.',
    params: EngineSessionParams,
    responses: { 200: EngineQr },
  }),
  requestPairingCode: defineRoute({
    id: 'requestPairingCode',
    method: 'POST',
    path: '/sessions/:id/pairing-code',
    access: 'secret',
    summary: 'Asks WhatsApp for a code that links a phone number without scanning.',
    params: EngineSessionParams,
    body: PairingCodeRequest,
    responses: { 200: EnginePairingCode },
  }),
} as const;
