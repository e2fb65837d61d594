import type { Schema } from '@grabber/api-client';
import type { Tone } from '../../ui/notice.tsx';

export type Session = Schema<'Session'>;

/** How an account stands, in the words of this screen. The texts are `accounts.is.…` and `accounts.do.…`. */
export const STANDINGS = [
  'connected',
  'asleep',
  'syncing',
  'waiting',
  'connecting',
  'stopped',
  'unlinked',
  'logged_out',
  'failed',
] as const;
export type Standing = (typeof STANDINGS)[number];

/** What a person does next with it. */
export type NextStep = 'grab' | 'start' | 'pair' | 'none';

const TONES: Readonly<Record<Standing, Tone>> = {
  connected: 'good',
  asleep: 'good',
  syncing: 'accent',
  waiting: 'warn',
  connecting: 'accent',
  stopped: 'plain',
  unlinked: 'plain',
  logged_out: 'bad',
  failed: 'bad',
};

const STEPS: Readonly<Record<Standing, NextStep>> = {
  connected: 'grab',
  asleep: 'grab',
  syncing: 'grab',
  waiting: 'pair',
  connecting: 'none',
  stopped: 'start',
  unlinked: 'pair',
  logged_out: 'pair',
  failed: 'start',
};

/** Errors after which only a new scan helps. */
const SCAN_AGAIN: readonly string[] = ['QR_EXPIRED', 'LOGIN_LOST', 'SESSION_LOGGED_OUT'];

export function standingOf({ status, asleep, sync, phone_number }: Session): Standing {
  switch (status) {
    case 'connected':
      if (asleep) return 'asleep';
      return sync?.state === 'syncing' ? 'syncing' : 'connected';
    case 'qr':
      return 'waiting';
    case 'disconnected':
      return phone_number === null ? 'unlinked' : 'stopped';
    default:
      return status;
  }
}

export function toneOf(session: Session): Tone {
  return session.stale ? 'plain' : TONES[standingOf(session)];
}

export function nextStep(session: Session): NextStep {
  const scan = SCAN_AGAIN.includes(session.last_error?.code ?? '');
  const step = STEPS[standingOf(session)];
  return step === 'start' && scan ? 'pair' : step;
}

/** A person must do something, or the account gets nothing more. */
export function needsAttention(session: Session): boolean {
  const standing = standingOf(session);
  return (
    session.action_required !== null ||
    standing === 'waiting' ||
    standing === 'logged_out' ||
    standing === 'failed' ||
    session.sync?.state === 'stalled'
  );
}

/** The accounts whose name, number or own id holds the text, in the order of the API. */
export function matching(
  sessions: readonly Session[],
  { q = '', status }: { readonly q?: string; readonly status?: 'attention' | Standing },
): readonly Session[] {
  const words = q.toLowerCase().trim();
  const digits = /^[\d\s+()-]+$/.test(words) ? words.replace(/\D/g, '').replace(/^0/, '') : '';
  return sessions.filter((session) => {
    const { session_name, phone_number, external_id } = session;
    if (status === 'attention' && !needsAttention(session)) return false;
    if (status && status !== 'attention' && standingOf(session) !== status) return false;
    return (
      session_name.toLowerCase().includes(words) ||
      (external_id?.toLowerCase().includes(words) ?? false) ||
      (digits !== '' && (phone_number?.includes(digits) ?? false))
    );
  });
}

/** Errors of a deletion after which the device may stay linked, and only a forced deletion helps. */
const FORCED_AFTER: readonly string[] = [
  'LOGOUT_FAILED',
  'LOGOUT_NOT_CONFIRMED',
  'ENGINE_UNREACHABLE',
  'ENGINE_TIMEOUT',
  'ENGINE_FAULT',
  'WHATSAPP_BUDGET_SPENT',
  'PROFILE_IN_USE',
];

export function mayForce({ last_error }: Session, failedWith: string | undefined): boolean {
  const cannotUnlink = ['SCREEN_LOCKED', 'LOGOUT_NOT_CONFIRMED', 'LOGIN_LOST'];
  return FORCED_AFTER.includes(failedWith ?? '') || cannotUnlink.includes(last_error?.code ?? '');
}

/** Whether the name was typed, as a page shows it: several spaces in a row look like one. */
export function isTyped(typed: string, name: string): boolean {
  const shown = (text: string) => text.trim().replace(/\s+/g, ' ').normalize();
  return shown(typed) === shown(name);
}
