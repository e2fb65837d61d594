import type { ConnectionListener } from '../whatsapp/connection.ts';
import type { MissingMember } from '../whatsapp/page-probe.ts';
import { changedMessage } from './changed-message.ts';
import { leaveStartSlot, moveSession, type Session, saveRecord } from './session.ts';

/** How long WhatsApp shows the first QR of a run, and each one after it. */
const FIRST_QR_LIFETIME_MS = 60_000;
const NEXT_QR_LIFETIME_MS = 20_000;

/** Turns what a connection tells into the session's status. */
export function createSessionListener(session: Session, onOnline: () => void): ConnectionListener {
  return {
    onQr(text, isFirst) {
      leaveStartSlot(session);
      const lifetime = isFirst ? FIRST_QR_LIFETIME_MS : NEXT_QR_LIFETIME_MS;
      const qr = { text, expiresAt: new Date(Date.now() + lifetime) };
      if (session.state.status !== 'qr') session.log.info('Session waits for its QR to be scanned');
      moveSession(session, 'qr', { qr, lastError: null });
    },
    onConnecting(problem) {
      leaveStartSlot(session);
      moveSession(session, 'connecting', problem ? { lastError: problem } : {});
    },
    onConnected(account) {
      leaveStartSlot(session);
      onOnline();
      if (session.state.status === 'qr') moveSession(session, 'connecting');
      const { phone, lid, pushName, missing } = account;
      const lastError = missing.length > 0 ? changedError(missing) : null;
      if (lastError) session.log.error({ missing }, 'WhatsApp Web lacks what reads need');
      const found = { phoneNumber: phone, lid, pushName, lastError, missing };
      moveSession(session, 'connected', found);
      session.log.info('Session connected');
      saveRecord(session, { paired: true, phoneNumber: phone }).catch((error: unknown) =>
        session.log.error({ err: error }, 'The session could not be written down'),
      );
    },
    onFailing({ code, message }) {
      moveSession(session, 'connecting', { lastError: { code, message } });
    },
    onVersion(version) {
      moveSession(session, session.state.status, { whatsappWebVersion: version });
    },
  };
}

function changedError(missing: readonly MissingMember[]) {
  return { code: 'WHATSAPP_WEB_CHANGED', message: changedMessage(missing) };
}
