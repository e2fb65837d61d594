import { PairingCodeRequest } from '../../engine/pairing.ts';
import { defineRoute } from '../../route.ts';
import { Success, SuccessWithMessage } from '../envelope.ts';
import { ApiPairingCode } from '../pairing/pairing-code.ts';
import { ApiQr, QrQuery } from '../pairing/qr.ts';
import { SessionParams } from '../session.ts';

/** The QR to scan, and the pairing code as an alternative. */
export const API_PAIRING_ROUTES = {
  getSessionQr: defineRoute({
    id: 'getSessionQr',
    method: 'GET',
    path: '/api/sessions/:id/qr',
    access: 'manage',
    summary: 'Answers the QR to scan, as JSON, PNG or SVG.',
    params: SessionParams,
    query: QrQuery,
    responses: { 200: Success(ApiQr) },
    mediaTypes: ['application/json', 'image/png', 'image/svg+xml'],
  }),
  requestPairingCode: defineRoute({
    id: 'requestPairingCode',
    method: 'POST',
    path: '/api/sessions/:id/pairing-code',
    access: 'manage',
    summary: 'Asks WhatsApp for a code that links a phone number without a scan.',
    params: SessionParams,
    body: PairingCodeRequest,
    responses: { 200: SuccessWithMessage(ApiPairingCode) },
  }),
} as const;
