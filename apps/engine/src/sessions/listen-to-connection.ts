import type { ConnectionListener, MissingMember } from '../whatsapp/connection.ts';
import { endStart, moveSession, type Session, saveRecord } from './session.ts';
import type { SessionRecord } from './session-files.ts';
import { changedMessage } from './session-state.ts';

/** How long WhatsApp shows the first QR of a run, and each one after it. */
const FIRST_QR_LIFETIME_MS = 60_000;
const NEXT_QR_LIFETIME_MS = 20_000;

/** Turns what a connection tells into the session's status. */
export function createSessionListener(session: Session): ConnectionListener {
  return {
    onQr(text, isFirst) {
      endStart(session);
      const lifetime = isFirst ? FIRST_QR_LIFETIME_MS : NEXT_QR_LIFETIME_MS;
      const qr = { text, expiresAt: new Date(Date.now() + lifetime) };
      if (session.state.status !== 'qr') session.log.info('Session waits for its QR to be scanned');
      moveSession(session, 'qr', { qr, lastError: null });
    },
    onLinked() {
      session.reached.isLinked = true;
      // Before it has synced, which takes its time: from here on the phone lists the device.
      if (!session.record.paired) writeDown(session, { paired: true });
    },
    onConnecting(problem) {
      endStart(session);
      moveSession(session, 'connecting', problem ? { lastError: problem } : {});
    },
    onConnected(account) {
      endStart(session);
      session.reached.connectedSince ??= performance.now();
      if (session.state.status === 'qr') moveSession(session, 'connecting');
      const { phone, lid, pushName, missing } = account;
      const lastError = missing.length > 0 ? changedError(missing) : null;
      if (lastError) session.log.error({ missing }, 'WhatsApp Web lacks what reads need');
      const found = { phoneNumber: phone, lid, pushName, lastError, missing };
      moveSession(session, 'connected', found);
      session.log.info('Session connected');
      writeDown(session, { paired: true, phoneNumber: phone });
    },
    onFailing({ code, message }) {
      moveSession(session, 'connecting', { lastError: { code, message } });
    },
    onVersion(version) {
      moveSession(session, session.state.status, { whatsappWebVersion: version });
    },
  };
}

function writeDown(session: Session, changes: Partial<SessionRecord>): void {
  saveRecord(session, changes).catch((error: unknown) =>
    session.log.error({ err: error }, 'The session could not be written down'),
  );
}

function changedError(missing: readonly MissingMember[]) {
  return { code: 'WHATSAPP_WEB_CHANGED', message: changedMessage(missing) };
}
