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

/** A connection that remembers what it was told, and takes looks at a page that is not there. */
function watchedConnection(fields: { wasPaired?: boolean; phase?: ConnectionState['phase'] } = {}) {
  const told: string[] = [];
  const ends: ConnectionEnd[] = [];
  const takeovers: string[] = [];
  const page = { evaluate: async (script: string) => void takeovers.push(script) };
  const state = {
    options: {
      listener: {
        onLinked: () => told.push('linked'),
        onConnecting: (problem: unknown) => told.push(problem ? 'trouble' : 'connecting'),
        onConnected: () => told.push('connected'),
        onVersion: (version: string) => told.push(version),
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
      { version: null, state: null, isSynced: false, isLoggedOut: false, account: null, ...probe },
      { onWaiting },
    );
  return { told, ends, takeovers, onWaiting, look };
}

describe('looks at the page', () => {
  it('tell once that it connects, syncs and is connected, however often they are taken', () => {
    const { look, told } = watchedConnection();
    for (const probe of [{ version: '2.3' }, { state: 'OPENING' }, { state: 'CONNECTED' }]) {
      for (let n = 0; n < 3; n += 1) look(probe);
    }
    for (let n = 0; n < 3; n += 1) look(CONNECTED);
    expect(told).toEqual(['2.3', 'linked', 'connecting', 'connected']);
  });

  it('tell that it pairs when the QR has been scanned', () => {
    const { look, told } = watchedConnection({ phase: 'qr' });
    look({ state: 'UNPAIRED' });
    look({});
    expect(told).toEqual([]);
    look({ state: 'PAIRING' });
    look({ state: 'OPENING' });
    expect(told).toEqual(['connecting']);
  });

  it('tell of a lost network once, and of the recovery', () => {
    const { look, told } = watchedConnection({ phase: 'online' });
    for (const state of ['TIMEOUT', 'TIMEOUT', 'OPENING']) look({ state });
    look(CONNECTED);
    expect(told).toEqual(['trouble', 'connecting', 'linked', 'connected']);
  });

  it('tell once what a page lacks that does not get beyond its start', () => {
    const { look, told } = watchedConnection({ wasPaired: true });
    for (const state of [null, 'OPENING', 'TIMEOUT', 'TIMEOUT', 'CONFLICT']) look({ state });
    expect(told).toEqual(['trouble', 'trouble']);
  });

  it('tell when a connected page comes to lack something, and when it has it again', () => {
    const { look, told } = watchedConnection({ wasPaired: true });
    const lacking = { ...ACCOUNT, missing: [{ name: 'WAWebApiContact', blocks: [] }] };
    for (const account of [ACCOUNT, ACCOUNT, lacking, lacking, ACCOUNT]) {
      look({ ...CONNECTED, account });
    }
    expect(told.filter((word) => word === 'connected')).toHaveLength(3);
  });

  it('believe that a linked page is unpaired only when it stays so: a logout deletes the profile', () => {
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

  it('see a logout at once where the page has gone to its logout address', () => {
    const { look, ends } = watchedConnection();
    look({ isLoggedOut: true, state: 'UNPAIRED' });
    expect(ends).toEqual([{ kind: 'logged_out' }]);
  });

  it('report exhausted QR codes of a page that was never linked', () => {
    const { look, onWaiting, ends } = watchedConnection({ phase: 'qr' });
    look({ state: 'UNPAIRED_IDLE' });
    expect(onWaiting).toHaveBeenCalledExactlyOnceWith({ isIdle: true, isSettled: false });
    expect(ends).toEqual([]);
  });

  it('take a device back from another browser, after growing pauses where that one does the same', () => {
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

  it('give up a linked page of an old version only until its next load', () => {
    const { look, ends } = watchedConnection({ wasPaired: true, phase: 'online' });
    look({ state: 'DEPRECATED_VERSION' });
    const error = { code: 'WHATSAPP_WEB_CHANGED' };
    expect(ends).toMatchObject([{ kind: 'failed', isFinal: false, error }]);
  });
});
