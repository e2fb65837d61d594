import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionEnd } from '../../src/whatsapp/connection.ts';
import type { ConnectionState } from '../../src/whatsapp/connection-state.ts';
import type { PageProbe } from '../../src/whatsapp/reader/page/probe.ts';
import { createProbeMemory, interpretProbe } from '../../src/whatsapp/watch/interpret-probe.ts';

const ACCOUNT = { phone: '6281234567890', lid: '1', pushName: null, missing: [] };
const CONNECTED = { state: 'CONNECTED', isSynced: true, account: ACCOUNT };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A connection that records its events, and probes of a fake page. */
function watchedConnection(fields: { wasPaired?: boolean; phase?: ConnectionState['phase'] } = {}) {
  const events: string[] = [];
  const ends: ConnectionEnd[] = [];
  const takeovers: string[] = [];
  const page = { evaluate: async (script: string) => void takeovers.push(script) };
  const state = {
    options: {
      listener: {
        onLinked: () => events.push('linked'),
        onConnecting: (problem: unknown) => events.push(problem ? 'trouble' : 'connecting'),
        onConnected: () => events.push('connected'),
        onVersion: (version: string) => events.push(version),
      },
    },
    page: () => page,
    end: (result: ConnectionEnd) => ends.push(result),
    phase: fields.phase ?? 'starting',
    phaseSince: 0,
    wasPaired: fields.wasPaired ?? false,
    lastLife: 0,
  } as unknown as ConnectionState;
  const memory = createProbeMemory();
  const onWaiting = vi.fn();
  const look = (probe: Partial<PageProbe>) =>
    interpretProbe(
      state,
      memory,
      {
        version: null,
        state: null,
        isSynced: false,
        isLoggedOut: false,
        account: null,
        sync: null,
        ...probe,
      },
      { onWaiting },
    );
  return { events, ends, takeovers, onWaiting, look };
}

describe('probes of the page', () => {
  it('report once that it connects, syncs and is connected, for any number of probes', () => {
    const { look, events } = watchedConnection();
    for (const probe of [{ version: '2.3' }, { state: 'OPENING' }, { state: 'CONNECTED' }]) {
      for (let n = 0; n < 3; n += 1) look(probe);
    }
    for (let n = 0; n < 3; n += 1) look(CONNECTED);
    expect(events).toEqual(['2.3', 'linked', 'connecting', 'connected']);
  });

  it('report the pairing after the QR was scanned', () => {
    const { look, events } = watchedConnection({ phase: 'qr' });
    look({ state: 'UNPAIRED' });
    look({});
    expect(events).toEqual([]);
    look({ state: 'PAIRING' });
    look({ state: 'OPENING' });
    expect(events).toEqual(['connecting']);
  });

  it('report a lost network once, and the recovery', () => {
    const { look, events } = watchedConnection({ phase: 'online' });
    for (const state of ['TIMEOUT', 'TIMEOUT', 'OPENING']) look({ state });
    look(CONNECTED);
    expect(events).toEqual(['trouble', 'connecting', 'linked', 'connected']);
  });

  it('report once why a page does not get beyond its start', () => {
    const { look, events } = watchedConnection({ wasPaired: true });
    for (const state of [null, 'OPENING', 'TIMEOUT', 'TIMEOUT', 'CONFLICT']) look({ state });
    expect(events).toEqual(['trouble', 'trouble']);
  });

  it('report when a connected page loses a member, and when the member is back', () => {
    const { look, events } = watchedConnection({ wasPaired: true });
    const lacking = { ...ACCOUNT, missing: [{ name: 'WAWebApiContact', blocks: [] }] };
    for (const account of [ACCOUNT, ACCOUNT, lacking, lacking, ACCOUNT]) {
      look({ ...CONNECTED, account });
    }
    expect(events.filter((word) => word === 'connected')).toHaveLength(3);
  });

  it('report a linked page as unpaired only when it stays so, since a logout deletes the profile', () => {
    const { look, ends } = watchedConnection({ wasPaired: true, phase: 'online' });
    look({ state: 'UNPAIRED' });
    look(CONNECTED);
    vi.advanceTimersByTime(5_000);
    look({ state: 'UNPAIRED' });
    vi.advanceTimersByTime(1_000);
    look({ state: 'UNPAIRED' });
    expect(ends).toEqual([]);
    vi.advanceTimersByTime(1_500);
    look({ state: 'UNPAIRED' });
    expect(ends).toEqual([{ kind: 'logged_out' }]);
  });

  it('report a logout at once when the page has navigated to its logout address', () => {
    const { look, ends } = watchedConnection();
    look({ isLoggedOut: true, state: 'UNPAIRED' });
    expect(ends).toEqual([{ kind: 'logged_out' }]);
  });

  it('report used-up QR codes of a page that was never linked', () => {
    const { look, onWaiting, ends } = watchedConnection({ phase: 'qr' });
    look({ state: 'UNPAIRED_IDLE' });
    expect(onWaiting).toHaveBeenCalledExactlyOnceWith({ isIdle: true, isSettled: false });
    expect(ends).toEqual([]);
  });

  it('take a device back from another browser, with growing pauses if that one does the same', () => {
    const { look, takeovers } = watchedConnection({ phase: 'online' });
    const fight = (minutes: number) => {
      const before = takeovers.length;
      for (let second = 0; second < minutes * 60; second += 1) {
        vi.advanceTimersByTime(1_000);
        look({ state: 'CONFLICT' });
      }
      return takeovers.length - before;
    };
    expect(fight(1)).toBe(2);
    expect(fight(9)).toBe(3);
    expect(fight(60)).toBe(4);
    vi.advanceTimersByTime(2 * 60 * 60_000);
    expect(fight(1)).toBe(2);
  });

  it.each([
    ['DEPRECATED_VERSION', 'WHATSAPP_WEB_CHANGED'],
    ['PROXYBLOCK', 'WHATSAPP_REFUSED'],
    ['TOS_BLOCK', 'WHATSAPP_REFUSED'],
    ['SMB_TOS_BLOCK', 'WHATSAPP_REFUSED'],
  ])('give up for good when WhatsApp refuses the page: %s', (state, code) => {
    const { look, ends } = watchedConnection();
    look({ state });
    expect(ends).toMatchObject([{ kind: 'failed', isFinal: true, error: { code } }]);
  });

  it('end a linked page of an old version with an error that its next load may clear', () => {
    const { look, ends } = watchedConnection({ wasPaired: true, phase: 'online' });
    look({ state: 'DEPRECATED_VERSION' });
    const error = { code: 'WHATSAPP_WEB_CHANGED' };
    expect(ends).toMatchObject([{ kind: 'failed', isFinal: false, error }]);
  });
});
