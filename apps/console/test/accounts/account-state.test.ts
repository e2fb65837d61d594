import { describe, expect, it } from 'vitest';
import {
  isTyped,
  matching,
  mayForce,
  needsAttention,
  nextStep,
  type Session,
  standingOf,
  toneOf,
} from '../../src/rooms/accounts/account-state.ts';

const SYNCED = {
  state: 'synced',
  progress: 100,
  groups: true,
  contacts: true,
  history: true,
  caught_up: true,
} as const;

function session(changes: Partial<Session> = {}): Session {
  return {
    session_id: 'a',
    session_name: 'Kantor Jakarta',
    status: 'connected',
    asleep: false,
    keep: 'awake',
    phone_number: '6281234567890',
    last_error: null,
    action_required: null,
    connected_at: null,
    sync: SYNCED,
    is_business: false,
    include_without_whatsapp: false,
    include_locked: false,
    proxy: null,
    external_id: null,
    created_at: '2026-01-15T10:30:00.000Z',
    updated_at: '2026-01-15T10:30:00.000Z',
    ...changes,
  };
}

const coded = (code: string) => ({ code, message: '' });

describe('standing of an account', () => {
  it('says that a connected account still syncs', () => {
    expect(standingOf(session({ sync: { ...SYNCED, state: 'syncing' } }))).toBe('syncing');
    expect(standingOf(session({ sync: { ...SYNCED, state: 'unknown' } }))).toBe('connected');
    expect(standingOf(session({ asleep: true, sync: null }))).toBe('asleep');
  });

  it('tells a stopped account from one that was never linked', () => {
    expect(standingOf(session({ status: 'disconnected' }))).toBe('stopped');
    expect(standingOf(session({ status: 'disconnected', phone_number: null }))).toBe('unlinked');
  });

  it('shows no colour for a status that may be old', () => {
    expect(toneOf(session({ stale: true }))).toBe('plain');
    expect(toneOf(session({ status: 'failed' }))).toBe('bad');
  });
});

describe('next step of an account', () => {
  it('is a new scan where no start helps', () => {
    const failed = session({ status: 'failed' });
    expect(nextStep(failed)).toBe('start');
    expect(nextStep({ ...failed, last_error: coded('QR_EXPIRED') })).toBe('pair');
    expect(nextStep(session({ status: 'logged_out' }))).toBe('pair');
  });

  it('is a grab while the account is connected, and nothing while it connects', () => {
    expect(nextStep(session())).toBe('grab');
    expect(nextStep(session({ status: 'connecting' }))).toBe('none');
  });

  it('needs a person for a scan, an error and a phone that sends nothing more', () => {
    expect(needsAttention(session())).toBe(false);
    expect(needsAttention(session({ status: 'disconnected' }))).toBe(false);
    expect(needsAttention(session({ status: 'qr' }))).toBe(true);
    expect(needsAttention(session({ action_required: coded('ACCOUNT_CHANGED') }))).toBe(true);
    expect(needsAttention(session({ sync: { ...SYNCED, state: 'stalled' } }))).toBe(true);
  });
});

describe('filter of the accounts', () => {
  const office = session();
  const store = session({ session_name: 'أحمد', phone_number: null, external_id: 'Store-7' });

  it('finds by a part of the name and of the own id, in any case', () => {
    expect(matching([office, store], { q: 'JAKARTA' })).toEqual([office]);
    expect(matching([office, store], { q: 'أحم' })).toEqual([store]);
    expect(matching([office, store], { q: 'store' })).toEqual([store]);
  });

  it('finds a number as people write it', () => {
    for (const q of ['+62 812-3456', '0812 3456', '(62) 81234567890']) {
      expect(matching([office, store], { q })).toEqual([office]);
    }
    expect(matching([office, store], { q: '0899' })).toEqual([]);
  });

  it('shows one status, or all that need a person', () => {
    const waiting = session({ status: 'qr' });
    expect(matching([office, waiting], { status: 'attention' })).toEqual([waiting]);
    expect(matching([office, waiting], { status: 'connected' })).toEqual([office]);
    expect(matching([office, waiting], {})).toEqual([office, waiting]);
  });
});

describe('deletion of an account', () => {
  it('offers force only after a refusal that it helps against', () => {
    expect(mayForce(session(), undefined)).toBe(false);
    expect(mayForce(session(), 'GRAB_RUNNING')).toBe(false);
    expect(mayForce(session(), 'LOGOUT_FAILED')).toBe(true);
    expect(mayForce(session({ last_error: coded('SCREEN_LOCKED') }), undefined)).toBe(true);
  });

  it('takes the name as the page shows it, and no other', () => {
    expect(isTyped(' Toko  Budi ', 'Toko Budi')).toBe(true);
    expect(isTyped('toko budi', 'Toko Budi')).toBe(false);
    expect(isTyped('', 'Toko Budi')).toBe(false);
  });
});
