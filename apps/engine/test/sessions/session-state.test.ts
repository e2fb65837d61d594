import type { SessionStatus } from '@grabber/contracts/session-status';
import { describe, expect, it } from 'vitest';
import {
  INITIAL_STATE,
  isRunning,
  moveState,
  type SessionState,
  STATUS_MOVES,
  viewOf,
  withRestart,
} from '../../src/sessions/session-state.ts';

const STATUSES = Object.keys(STATUS_MOVES) as SessionStatus[];
const EARLIER = new Date('2024-01-15T10:30:00Z');
const NOW = new Date('2024-01-15T10:31:00Z');
const ERROR = { code: 'BROWSER_CRASHED', message: 'The browser exited unexpectedly.' };

function state(fields: Partial<SessionState> = {}): SessionState {
  return { ...INITIAL_STATE, statusChangedAt: EARLIER, ...fields };
}

describe('the status table', () => {
  it('leads from every status to a connection, and from every running one to a stop', () => {
    for (const status of STATUSES) {
      const next = STATUS_MOVES[status];
      expect(next.includes('connecting') || next.includes('connected'), status).toBe(true);
      if (isRunning(state({ status }))) {
        expect(next).toEqual(expect.arrayContaining(['disconnected', 'logged_out', 'failed']));
      }
    }
  });

  it('shows a QR and connects only by way of connecting', () => {
    for (const status of STATUSES.filter((one) => one !== 'connecting')) {
      expect(STATUS_MOVES[status]).not.toContain('qr');
      expect(STATUS_MOVES[status]).not.toContain('connected');
    }
  });
});

describe('a move', () => {
  it('that the table does not have is refused', () => {
    expect(() => moveState(state({ status: 'failed' }), 'connected', {}, NOW)).toThrow(/failed/);
  });

  it('keeps the time of the status when the status stays', () => {
    const same = moveState(state({ status: 'connecting' }), 'connecting', {}, NOW);
    expect(same.statusChangedAt).toBe(EARLIER);
    const moved = moveState(same, 'connected', {}, NOW);
    expect(moved).toMatchObject({ statusChangedAt: NOW, connectedAt: NOW });
  });

  it('away from qr takes the QR with it', () => {
    const qr = { text: 'a,b', expiresAt: NOW };
    const shown = moveState(state({ status: 'connecting' }), 'qr', { qr }, NOW);
    expect(shown.qr).toEqual(qr);
    expect(moveState(shown, 'connecting', {}, NOW).qr).toBeNull();
  });

  it('away from connected takes with it whether the account is a business', () => {
    const connected = moveState(
      state({ status: 'connecting' }),
      'connected',
      { isBusiness: true },
      NOW,
    );
    expect(viewOf('one', connected)).toMatchObject({ is_business: true });
    const lost = moveState(connected, 'connecting', {}, NOW);
    expect(viewOf('one', lost)).toMatchObject({ is_business: null });
  });

  it('to connected clears the last error, and a move away from it clears the time', () => {
    const troubled = state({ status: 'connecting', lastError: ERROR });
    const connected = moveState(troubled, 'connected', {}, NOW);
    expect(connected.lastError).toBeNull();
    expect(moveState(connected, 'connecting', { lastError: ERROR }, NOW)).toMatchObject({
      connectedAt: null,
      lastError: ERROR,
    });
  });
});

describe('the view', () => {
  it('shows the state in the form of the contract', () => {
    const shown = state({ status: 'qr', lid: '123', qr: { text: 'a,b', expiresAt: NOW } });
    const view = viewOf('one', shown);
    expect(view).toMatchObject({ session_id: 'one', status: 'qr', lid: '123@lid' });
    expect(view.qr_expires_at).toBe(NOW.toISOString());
    expect(JSON.stringify(view)).not.toContain('a,b');
  });
});

it('keeps the restarts of the last hour, and a hundred at most', () => {
  const minutes = (count: number) => new Date(EARLIER.getTime() + count * 60_000);
  const old = state({ restartedAt: [minutes(0), minutes(30)] });
  expect(withRestart(old, minutes(60))).toEqual([minutes(30), minutes(60)]);
  const many = Array.from({ length: 150 }, () => minutes(59));
  expect(withRestart(state({ restartedAt: many }), minutes(60))).toHaveLength(100);
});
