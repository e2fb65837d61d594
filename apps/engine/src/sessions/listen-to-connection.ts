import { isDeepStrictEqual } from 'node:util';
import type {
  ConnectionListener,
  ConnectionProblem,
  MissingMember,
} from '../whatsapp/connection.ts';
import { PAIRED_GROUP_RECORD } from './group-record.ts';
import { noteLink } from './lease/session-lease.ts';
import { endStart, moveSession, type Session, saveRecord } from './session.ts';
import type { SessionRecord } from './session-files.ts';
import { changedMessage, type SessionState } from './session-state.ts';
import { syncOf } from './session-sync.ts';

/** How long WhatsApp shows the first QR of a run, and each QR after it. */
const FIRST_QR_LIFETIME_MS = 60_000;
const NEXT_QR_LIFETIME_MS = 20_000;

/** The codes of problems beside a status that stays. */
const NOTICES: readonly string[] = ['DIALOG_OPEN', 'PAIRING_CODE_RENEWED'];

const CHANGED = 'WHATSAPP_WEB_CHANGED';

/** Turns the events of a connection into the session's status. */
export function createSessionListener(session: Session): ConnectionListener {
  return {
    onQr(text, isFirst) {
      endStart(session);
      const lifetime = isFirst ? FIRST_QR_LIFETIME_MS : NEXT_QR_LIFETIME_MS;
      const qr = { text, expiresAt: new Date(Date.now() + lifetime) };
      const { status, missing, lastError } = session.state;
      if (status !== 'qr') session.log.info('QR code ready, waiting for the scan');
      moveSession(session, 'qr', { qr, lastError: missing.length > 0 ? lastError : null });
    },
    onLinked() {
      session.reached.isLinked = true;
      // From here on the phone lists the device; the sync may take minutes more.
      if (!session.record.paired) {
        const linkedAt = now(session);
        const groups = PAIRED_GROUP_RECORD;
        saveInBackground(session, { paired: true, isNewLink: true, linkedAt, groups });
      }
    },
    onConnecting(problem) {
      endStart(session);
      moveSession(session, 'connecting', problem ? { lastError: problem } : {});
    },
    onConnected(account) {
      noteLook(session);
      noteLink(session, 'connected');
      endStart(session);
      session.reached.connectedSince ??= performance.now();
      if (session.state.status === 'qr') moveSession(session, 'connecting');
      const { phone, lid, pushName, isBusiness, missing } = account;
      const lastError = missing.length > 0 ? changedError(session.state, missing) : null;
      if (lastError) session.log.error({ missing }, 'WhatsApp Web has changed, reads are limited');
      const found = {
        phoneNumber: phone,
        lid,
        pushName,
        isBusiness,
        lastError,
        missing,
        sync: syncOf(session),
      };
      moveSession(session, 'connected', found);
      session.log.info('Session connected');
      const linkedAt = session.record.linkedAt ?? now(session);
      saveInBackground(session, { paired: true, phoneNumber: phone, linkedAt });
    },
    onMissing: (missing) => noteMissing(session, missing),
    onSync(progress) {
      noteLook(session);
      session.sync = progress;
      if (session.state.status !== 'connected') return;
      const sync = syncOf(session);
      if (!isDeepStrictEqual(sync, session.state.sync)) moveSession(session, 'connected', { sync });
    },
    onFailing({ code, message }) {
      moveSession(session, 'connecting', { lastError: { code, message } });
    },
    onNotice: (problem) => showNotice(session, problem),
    onVersion: (whatsappWebVersion) =>
      moveSession(session, session.state.status, { whatsappWebVersion }),
  };
}

function showNotice(session: Session, problem: ConnectionProblem | null): void {
  const { status, lastError } = session.state;
  // Other errors tell more: members that reads need, for example.
  if (lastError && !NOTICES.includes(lastError.code)) return;
  moveSession(session, status, { lastError: problem });
}

/** Each probe looks for the parts of the page. A connected one says what it found only if that is new. */
function noteLook(session: Session): void {
  session.checkedAt = new Date();
}

/** What a page lacks for its pairing or its sync. Called again and again. */
function noteMissing(session: Session, missing: readonly MissingMember[]): void {
  noteLook(session);
  const { state, log } = session;
  const wasChanged = state.lastError?.code === CHANGED;
  if (isDeepStrictEqual(missing, state.missing) && wasChanged === missing.length > 0) return;
  if (missing.length > 0) log.error({ missing }, 'WhatsApp Web has changed');
  const other = wasChanged ? null : state.lastError;
  const lastError = missing.length > 0 ? changedError(state, missing) : other;
  moveSession(session, state.status, { missing, lastError });
}

function now({ dependencies }: Session): string {
  return dependencies.clock().toISOString();
}

function saveInBackground(session: Session, changes: Partial<SessionRecord>): void {
  saveRecord(session, changes).catch((error: unknown) =>
    session.log.error({ err: error }, 'Saving session.json failed'),
  );
}

function changedError(state: SessionState, missing: readonly MissingMember[]) {
  return { code: CHANGED, message: changedMessage(state, missing) };
}
