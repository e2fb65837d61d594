import type { EngineSession } from '@grabber/contracts/engine/session';
import { actionRequired } from '@grabber/contracts/session-action';
import type { SessionError, SessionStatus, SessionSync } from '@grabber/contracts/session-status';
import { lidJid } from '../reading/jids.ts';
import type { MissingMember } from '../whatsapp/connection.ts';

/** Every move that a session's status may make; any other move is a defect of the engine. */
export const STATUS_MOVES: Readonly<Record<SessionStatus, readonly SessionStatus[]>> = {
  disconnected: ['connecting', 'failed'],
  connecting: ['qr', 'connected', 'disconnected', 'logged_out', 'failed'],
  qr: ['connecting', 'disconnected', 'logged_out', 'failed'],
  connected: ['connecting', 'disconnected', 'logged_out', 'failed'],
  logged_out: ['connecting', 'disconnected'],
  failed: ['connecting', 'disconnected'],
};

function mayMove(from: SessionStatus, to: SessionStatus): boolean {
  return from === to || STATUS_MOVES[from].includes(to);
}

/** Whether a browser runs or is about to run. */
export function isRunning({ status, isAsleep }: SessionState): boolean {
  return !isAsleep && (status === 'connecting' || status === 'qr' || status === 'connected');
}

/** The visible state of a session. */
export type SessionState = {
  readonly status: SessionStatus;
  readonly statusChangedAt: Date;
  readonly phoneNumber: string | null;
  /** Digits. */
  readonly lid: string | null;
  readonly pushName: string | null;
  readonly lastError: SessionError | null;
  readonly qr: { readonly text: string; readonly expiresAt: Date } | null;
  readonly whatsappWebVersion: string | null;
  readonly connectedAt: Date | null;
  /** Linked and without a browser: `connected` until a browser shows something else. */
  readonly isAsleep: boolean;
  /** The stored copy of the profile. Null once a browser runs again, and where nothing was sealed. */
  readonly bundle: EngineSession['bundle'];
  readonly sync: SessionSync | null;
  readonly isBusiness: boolean | null;
  /** When the engine itself started the browser, in the last hour. */
  readonly restartedAt: readonly Date[];
  /** Members that the page lacks in its phase: for its pairing, its sync, or reads. */
  readonly missing: readonly MissingMember[];
};

export const INITIAL_STATE: Omit<SessionState, 'statusChangedAt'> = {
  status: 'disconnected',
  phoneNumber: null,
  lid: null,
  pushName: null,
  lastError: null,
  qr: null,
  whatsappWebVersion: null,
  connectedAt: null,
  isAsleep: false,
  bundle: null,
  sync: null,
  isBusiness: null,
  restartedAt: [],
  missing: [],
};

/** The fields of a session without an account. */
export const NO_ACCOUNT = { phoneNumber: null, lid: null, pushName: null };

const NOT_CONNECTED = { connectedAt: null, sync: null, isBusiness: null } as const;

/**
 * The state after a move. Only `qr` has a QR, and only `connected` what NOT_CONNECTED names; connecting clears the last
 * error, and each other status begins without missing members. Throws on a move that the table forbids.
 */
export function moveState(
  state: SessionState,
  status: SessionStatus,
  changes: Partial<Omit<SessionState, 'status' | 'statusChangedAt'>>,
  now: Date,
): SessionState {
  if (!mayMove(state.status, status)) {
    throw new Error(`A session cannot go from ${state.status} to ${status}`);
  }
  const moved = state.status !== status;
  return {
    ...state,
    ...(status !== 'qr' && { qr: null }),
    ...(status !== 'connected' && NOT_CONNECTED),
    ...(moved && { missing: [], isAsleep: false, bundle: null }),
    ...(status === 'connected' && moved && { connectedAt: now, lastError: null }),
    ...changes,
    status,
    statusChangedAt: moved ? now : state.statusChangedAt,
  };
}

const HOUR_MS = 3_600_000;
/** More than any limit of restarts. */
const MAX_RESTARTS = 100;

/** The restarts of the last hour, with one that happens now. */
export function withRestart({ restartedAt }: SessionState, now: Date): SessionState['restartedAt'] {
  const recent = restartedAt.filter((time) => now.getTime() - time.getTime() < HOUR_MS);
  return [...recent, now].slice(-MAX_RESTARTS);
}

/** The linked account, as the contract shows it. */
export function accountOf({ lid, phoneNumber }: Pick<SessionState, 'lid' | 'phoneNumber'>) {
  return { lid: lid === null ? null : lidJid(lid), phone_number: phoneNumber };
}

/** The state as the contract shows it. */
export function viewOf(id: string, state: SessionState): EngineSession {
  return {
    session_id: id,
    status: state.status,
    asleep: state.isAsleep,
    ...accountOf(state),
    push_name: state.pushName,
    last_error: state.lastError,
    action_required: actionRequired(state.status, state.lastError),
    qr_expires_at: state.qr?.expiresAt.toISOString() ?? null,
    whatsapp_web_version: state.whatsappWebVersion,
    status_changed_at: state.statusChangedAt.toISOString(),
    connected_at: state.connectedAt?.toISOString() ?? null,
    sync: state.sync,
    is_business: state.isBusiness,
    restarted_at: state.restartedAt.map((time) => time.toISOString()),
    bundle: state.bundle,
  };
}

/** The message about members that this version of WhatsApp Web lacks, with the reads that need them. */
export function changedMessage(
  { whatsappWebVersion: version }: SessionState,
  missing: readonly MissingMember[],
): string {
  const blocked = ['groups', 'contacts'].filter((kind) =>
    missing.some(({ blocks }) => blocks.some((one) => one === kind)),
  );
  const isUnlinkable = missing.some(({ blocks }) => blocks.includes('pairing'));
  const effect = isUnlinkable
    ? 'no device can be linked'
    : blocked.length > 0
      ? `${blocked.join(' and ')} cannot be read`
      : 'all reads work, some with less detail';
  const names = missing.map(({ name }) => name).join(', ');
  return `WhatsApp Web has changed (version ${version ?? 'unknown'}): ${effect}; missing: ${names}.`;
}
