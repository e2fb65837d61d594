import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionEnd } from '../../src/whatsapp/connection.ts';
import type { ConnectionState } from '../../src/whatsapp/connection-state.ts';
import type { PageProbe } from '../../src/whatsapp/reader/page/probe.ts';
import { createProbeMemory, interpretProbe } from '../../src/whatsapp/watch/interpret-probe.ts';

const ACCOUNT = {
  phone: '6281234567890',
  lid: '1',
  pushName: null,
  isBusiness: null,
  missing: [],
};
const CONNECTED = {
  state: 'CONNECTED',
  stream: 'CONNECTED',
  isSynced: true,
  hasSynced: true,
  hasLine: true,
  account: ACCOUNT,
};
const LOST = { state: 'OPENING', stream: 'DISCONNECTED', hasLine: true, hasSynced: true };
const PROBE: PageProbe = {
  version: null,
  state: null,
  stream: null,
  hasLine: null,
  isSynced: false,
  hasSynced: false,
  search: '',
  refusal: null,
  looksOnline: false,
  dialog: null,
  pairingCode: null,
  missing: [],
  account: null,
  sync: null,
};

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
  const scripts: string[] = [];
  const clicks: string[] = [];
  const page = {
    evaluate: async (script: string) => void scripts.push(script),
    click: async (selector: string) => void clicks.push(selector),
  };
  const state = {
    options: {
      listener: {
        onLinked: () => events.push('linked'),
        onConnecting: (problem: { code: string } | null) =>
          events.push(problem?.code ?? 'connecting'),
        onNotice: (problem: { code: string } | null) => events.push(problem?.code ?? 'no notice'),
        onConnected: () => events.push('connected'),
        onVersion: (version: string) => events.push(version),
        onSync: () => undefined,
        onMissing: (missing: { name: string }[]) => events.push(...missing.map(({ name }) => name)),
      },
      waits: { reconnectDelayMs: 10_000 },
    },
    page: () => page,
    end: (result: ConnectionEnd) => ends.push(result),
    phase: fields.phase ?? 'starting',
    phaseSince: 0,
    wasPaired: fields.wasPaired ?? false,
    isOwnLogout: false,
    isBanned: false,
    pairingCode: null,
    lastLife: 0,
  } as unknown as ConnectionState;
  const memory = createProbeMemory(state);
  const onWaiting = vi.fn();
  const look = (probe: Partial<PageProbe>) =>
    interpretProbe(state, memory, { ...PROBE, ...probe }, { onWaiting });
  return { state, events, ends, scripts, clicks, onWaiting, look };
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
    const { look, events } = watchedConnection({ phase: 'online', wasPaired: true });
    for (let n = 0; n < 3; n += 1) look(LOST);
    look({ ...LOST, state: 'PAIRING' });
    look(CONNECTED);
    expect(events).toEqual(['NO_NETWORK', 'linked', 'connected']);
  });

  it('report once why a page does not get beyond its start', () => {
    const { look, events } = watchedConnection({ wasPaired: true });
    for (const refusal of [null, 'unavailable', 'unavailable'] as const) look({ ...LOST, refusal });
    expect(events).toEqual(['WHATSAPP_UNAVAILABLE']);
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
    expect(ends).toMatchObject([{ kind: 'logged_out', problem: { code: 'LOGIN_LOST' } }]);
  });

  it('report a logout at once when the page has navigated to its logout address', () => {
    const { look, ends } = watchedConnection();
    look({ search: '?post_logout=1', state: 'UNPAIRED' });
    const problem = { code: 'LOGGED_OUT_UNKNOWN' };
    expect(ends).toMatchObject([{ kind: 'logged_out', problem }]);
  });

  it('report used-up QR codes of a page that was never linked', () => {
    const { look, onWaiting, ends } = watchedConnection({ phase: 'qr' });
    look({ state: 'UNPAIRED_IDLE' });
    expect(onWaiting).toHaveBeenCalledExactlyOnceWith({ isIdle: true, isSettled: false });
    expect(ends).toEqual([]);
  });

  it('of a page that loads again report no lost line', () => {
    const { look, events, scripts } = watchedConnection({ phase: 'online', wasPaired: true });
    for (let second = 0; second < 60; second += 1) {
      look({ state: 'OPENING', stream: 'DISCONNECTED' });
      vi.advanceTimersByTime(1_000);
    }
    expect(events).toEqual(['connecting']);
    expect(scripts).toEqual([]);
  });

  it.each([
    ['that has stopped its communication', 1_000, { hasLine: false }],
    [
      'whose line is gone though it says CONNECTED',
      10_000,
      { stream: 'DISCONNECTED', hasLine: null },
    ],
    ['of an older build that says CONFLICT', 0, { state: 'CONFLICT' }],
  ])('end a page %s: another browser uses the device', (_page, afterMs, fields) => {
    const { look, ends } = watchedConnection({ wasPaired: true, phase: 'online' });
    look(CONNECTED);
    look({ ...CONNECTED, ...fields });
    if (afterMs > 0) expect(ends).toEqual([]);
    vi.advanceTimersByTime(afterMs);
    look({ ...CONNECTED, ...fields });
    expect(ends[0]).toMatchObject({
      kind: 'failed',
      isFinal: false,
      error: { code: 'DEVICE_IN_USE' },
    });
  });

  it('of a line that is lost for a moment end nothing', () => {
    const { look, ends } = watchedConnection({ wasPaired: true, phase: 'online' });
    for (let n = 0; n < 5; n += 1) {
      look({ ...CONNECTED, stream: 'DISCONNECTED' });
      vi.advanceTimersByTime(8_000);
      look({ ...LOST, hasLine: true });
      look(CONNECTED);
    }
    expect(ends).toEqual([]);
  });

  it('ask for a new line with growing pauses while the line is lost', () => {
    const { look, scripts } = watchedConnection({ wasPaired: true, phase: 'online' });
    const asked = (minutes: number) => {
      const before = scripts.length;
      for (let second = 0; second < minutes * 60; second += 1) {
        look(LOST);
        vi.advanceTimersByTime(1_000);
      }
      return scripts.length - before;
    };
    expect(asked(1)).toBe(2);
    expect(asked(9)).toBe(3);
    expect(asked(60)).toBe(12);
    look(CONNECTED);
    expect(asked(1)).toBe(2);
  });

  it('end a banned account for good, and not one that has logged in since', () => {
    const { look, ends } = watchedConnection({ wasPaired: true });
    look({ ...LOST, refusal: 'banned' });
    const error = { code: 'ACCOUNT_BANNED' };
    expect(ends).toMatchObject([{ kind: 'failed', isFinal: true, error }]);
    const other = watchedConnection({ wasPaired: true });
    other.look(CONNECTED);
    expect(other.ends).toEqual([]);
  });

  it.each([
    ['', 'LOGGED_OUT_UNKNOWN'],
    ['&logout_reason=0', 'LOGGED_OUT_CLIENT_FAILURE'],
    ['&logout_reason=1', 'LOGGED_OUT_SYNC_FAILURE'],
    ['&logout_reason=2', 'LOGGED_OUT_HISTORY_TIMEOUT'],
    ['&logout_reason=3', 'ACCOUNT_LOCKED'],
    ['&logout_reason=9', 'LOGGED_OUT_UNKNOWN'],
  ])('report why the page was logged out: "%s"', (reason, code) => {
    const { look, ends } = watchedConnection({ wasPaired: true, phase: 'online' });
    look({ search: `?post_logout=1${reason}` });
    expect(ends).toMatchObject([{ kind: 'logged_out', problem: { code } }]);
  });

  it('tell a logout without a reason by the ban before it, or by our own call', () => {
    const banned = watchedConnection({ wasPaired: true, phase: 'online' });
    banned.look({ search: '?post_logout=1', refusal: 'banned' });
    expect(banned.ends).toMatchObject([{ problem: { code: 'ACCOUNT_BANNED' } }]);
    const own = watchedConnection({ wasPaired: true, phase: 'online' });
    own.state.isOwnLogout = true;
    own.look({ search: '?post_logout=1' });
    expect(own.ends).toMatchObject([{ problem: { code: 'SESSION_LOGGED_OUT' } }]);
  });

  it('make the account look offline whenever the page makes it look online', () => {
    const { look, scripts } = watchedConnection({ wasPaired: true });
    look(CONNECTED);
    expect(scripts).toEqual([]);
    look({ ...CONNECTED, looksOnline: true });
    expect(scripts).toEqual([expect.stringContaining('markUnavailable')]);
  });

  it('close the dialog "What\'s new" by its button, and tell when that fails', () => {
    const { look, clicks, events } = watchedConnection({ wasPaired: true });
    const open = { ...CONNECTED, dialog: 'whats_new' } as const;
    for (let second = 0; second < 10; second += 1) {
      look(open);
      vi.advanceTimersByTime(1_000);
    }
    expect(clicks).toEqual(Array(3).fill('[data-testid="whats_new_continue_button"]'));
    expect(events).toEqual(['linked', 'connected', 'DIALOG_OPEN']);
    look(CONNECTED);
    expect(events.at(-1)).toBe('no notice');
  });

  it('touch no other dialog, and report one that stays open', () => {
    const { look, clicks, events } = watchedConnection({ wasPaired: true });
    look({ ...CONNECTED, dialog: 'other' });
    vi.advanceTimersByTime(29_000);
    look({ ...CONNECTED, dialog: 'other' });
    expect(events).toEqual(['linked', 'connected']);
    vi.advanceTimersByTime(1_000);
    look({ ...CONNECTED, dialog: 'other' });
    expect(events.at(-1)).toBe('DIALOG_OPEN');
    expect(clicks).toEqual([]);
  });

  it('report no dialog while the history still comes: WhatsApp Web shows that in one', () => {
    const { look, events } = watchedConnection({ wasPaired: true });
    const state = {
      ...{ synced: true, restored: true, caughtUp: true },
      ...{ contacts: true, groups: true },
    };
    const open = (history: boolean) =>
      look({ ...CONNECTED, dialog: 'other', sync: { state: { ...state, history }, marks: [] } });
    for (let minute = 0; minute < 5; minute += 1) {
      open(false);
      vi.advanceTimersByTime(60_000);
    }
    expect(events).toEqual(['linked', 'connected']);
    open(true);
    vi.advanceTimersByTime(30_000);
    open(true);
    expect(events.at(-1)).toBe('DIALOG_OPEN');
  });

  it('tell when WhatsApp has replaced the pairing code', () => {
    const { look, state, events } = watchedConnection({ phase: 'qr' });
    look({ state: 'UNPAIRED', pairingCode: null });
    state.pairingCode = 'ABCD1234';
    look({ state: 'UNPAIRED', pairingCode: 'ABCD1234' });
    expect(events).toEqual([]);
    for (let n = 0; n < 2; n += 1) look({ state: 'UNPAIRED', pairingCode: 'WXYZ6789' });
    expect(events).toEqual(['PAIRING_CODE_RENEWED']);
  });

  it.each([
    ['PROXYBLOCK', 'WHATSAPP_REFUSED'],
    ['TOS_BLOCK', 'WHATSAPP_REFUSED'],
    ['SMB_TOS_BLOCK', 'WHATSAPP_REFUSED'],
    ['SCREEN_LOCKED', 'SCREEN_LOCKED'],
  ])('give up for good when WhatsApp refuses the page, or a passcode does: %s', (state, code) => {
    const { look, ends } = watchedConnection();
    look({ state });
    const error = { code };
    expect(ends).toMatchObject([{ kind: 'failed', isFinal: true, error }]);
  });
});
