import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionEnd } from '../../src/whatsapp/connection.ts';
import type { ConnectionState } from '../../src/whatsapp/connection-state.ts';
import { createPairingQr } from '../../src/whatsapp/pairing/pairing-qr.ts';

const QR = '2@reference,noise,identity,secret,1';
const WAITING = { isIdle: false, isSettled: true };
const IDLE = { isIdle: true, isSettled: true };
const OVERDUE_MS = 91_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

function pairing(qrRefreshes: number) {
  const shown: [qr: string, isFirst: boolean][] = [];
  const ends: ConnectionEnd[] = [];
  const refresh = vi.fn(async () => undefined);
  const state = {
    options: {
      qrRefreshes,
      listener: { onQr: (qr: string, isFirst: boolean) => shown.push([qr, isFirst]) },
    },
    page: () => ({ evaluate: refresh }),
    closing: new AbortController(),
    end: (result: ConnectionEnd) => ends.push(result),
    phase: 'starting',
    phaseSince: 0,
    wasPaired: false,
  } as unknown as ConnectionState;
  return { shown, ends, refresh, state, qr: createPairingQr(state) };
}

describe('QR codes', () => {
  it('are renewed, and end the session, even if the page never reports that it has shown the last one', () => {
    const { qr, refresh, ends } = pairing(1);
    qr.onQr(QR);
    qr.onWaiting(WAITING);
    expect(refresh).not.toHaveBeenCalled();
    vi.advanceTimersByTime(OVERDUE_MS);
    qr.onWaiting(WAITING);
    expect(refresh).toHaveBeenCalledOnce();
    expect(ends).toEqual([]);
    vi.advanceTimersByTime(OVERDUE_MS);
    qr.onWaiting(WAITING);
    expect(ends).toMatchObject([{ kind: 'failed', isFinal: true, error: { code: 'QR_EXPIRED' } }]);
  });

  it('are reported once, and again when the page shows the same QR after a lost connection', () => {
    const { qr, shown, state } = pairing(0);
    qr.onQr(QR);
    qr.onQr(QR);
    qr.onWaiting(WAITING);
    expect(shown).toEqual([[QR, true]]);
    state.phase = 'offline';
    qr.onWaiting({ ...WAITING, isSettled: false });
    expect(shown).toHaveLength(1);
    for (let n = 0; n < 3; n += 1) qr.onWaiting(WAITING);
    expect(shown).toEqual([
      [QR, true],
      [QR, false],
    ]);
    expect(state.phase).toBe('qr');
  });

  it('that are not scanned do not end the session while a pairing code is valid', () => {
    const { qr, ends, refresh } = pairing(0);
    qr.onQr(QR);
    qr.hold(160_000);
    qr.onWaiting(IDLE);
    vi.advanceTimersByTime(159_000);
    qr.onWaiting(IDLE);
    expect(ends).toEqual([]);
    expect(refresh).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2_000);
    qr.onWaiting(IDLE);
    expect(ends).toMatchObject([{ error: { code: 'QR_EXPIRED' } }]);
  });
});
