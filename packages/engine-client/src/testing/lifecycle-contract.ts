import { describe, expect, it } from 'vitest';
import type { EngineClient } from '../engine-client.ts';
import type { ContractContext } from './contract-target.ts';

/** Status, QR and repeated starts. `client` checks each answer against its schema. */
export function lifecycleContract({
  target,
  client,
}: ContractContext & { client: () => EngineClient }): void {
  describe('sessions', () => {
    it('are listed with their status', async () => {
      const { connectedSessionId, qrSessionId } = target();
      const listed = await client().listSessions();
      const statusOf = (id: string) => listed.find((s) => s.session_id === id)?.status;
      expect(statusOf(connectedSessionId)).toBe('connected');
      expect(statusOf(qrSessionId)).toBe('qr');
    });

    it('show their phone number and since when they are connected', async () => {
      const session = await client().getSession(target().connectedSessionId);
      expect(session).toMatchObject({ status: 'connected', last_error: null, qr_expires_at: null });
      expect(session.phone_number).toMatch(/^\d{5,}$/);
      expect(Date.parse(session.connected_at ?? '')).not.toBeNaN();
    });

    it('are in the report of the engine, which counts them against its limit', async () => {
      const { connectedSessionId, qrSessionId } = target();
      const { pages, sessions, version } = await client().report();
      const checkOf = (id: string) => pages.find((s) => s.session_id === id)?.self_check;
      expect(checkOf(connectedSessionId)).toMatchObject({ outcome: 'passed', missing: [] });
      expect(Date.parse(checkOf(connectedSessionId)?.checked_at ?? '')).not.toBeNaN();
      expect(checkOf(qrSessionId)).not.toMatchObject({ outcome: 'failed' });
      expect(sessions.now).toBeGreaterThanOrEqual(2);
      expect(sessions.now).toBeLessThanOrEqual(sessions.limit);
      expect(version).toMatch(/^\d+\.\d+\.\d+/);
    });

    it('that are connected stay as they are on another start', async () => {
      const { connectedSessionId } = target();
      const before = await client().getSession(connectedSessionId);
      expect(await client().startSession(connectedSessionId)).toEqual(before);
      expect(await client().startSession(connectedSessionId)).toEqual(before);
    });

    it('that wait for the scan show a QR string that is still valid for some time', async () => {
      const { qr, expires_at } = await client().getQr(target().qrSessionId);
      expect(qr.length).toBeGreaterThan(10);
      expect(Date.parse(expires_at)).toBeGreaterThan(Date.now());
    });

    it('that are connected have no QR: 409 QR_NOT_AVAILABLE with the status', async () => {
      const failure = client().getQr(target().connectedSessionId);
      await expect(failure).rejects.toMatchObject({
        code: 'QR_NOT_AVAILABLE',
        status: 409,
        sessionStatus: 'connected',
      });
    });

    it('refuse a pairing code for a text that is not a phone number', async () => {
      const failure = client().requestPairingCode(target().qrSessionId, 'not a number');
      await expect(failure).rejects.toMatchObject({ code: 'PHONE_NUMBER_INVALID', status: 400 });
    });
  });
}
