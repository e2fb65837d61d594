import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type PageProbe, probe } from '../../src/whatsapp/reader/page/probe.ts';

const SETTLE_MS = 3_000;
/** As long as a chunk of the page may take. */
const LATE_MS = 15_000;

/** A class of models has accessors for what it declares (WAWebModelUtils). */
class Model {
  get pushname(): undefined {
    return undefined;
  }
  get isSMB(): boolean {
    return false;
  }
}

let modules: Record<string, object>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  modules = {
    WAWebSocketModel: { Socket: { state: 'UNPAIRED', stream: 'DISCONNECTED', hasSynced: false } },
    WAWebCmd: { Cmd: { on: () => undefined, refreshQR: () => undefined } },
    WAComms: { isCommsInitialized: () => true, maybeResetSocketLoop: () => undefined },
  };
  vi.stubGlobal('window', {
    require: (name: string) => modules[name],
    location: { search: '' },
    document: { querySelector: () => null },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function missing(): Promise<string[]> {
  const { missing: own, account } = JSON.parse(await probe(SETTLE_MS)) as PageProbe;
  return [...own, ...(account?.missing ?? [])].map(({ name }) => name);
}

describe('a member that is missing', () => {
  it('counts as gone when its chunk had the time to load, and no longer once it has', async () => {
    expect(await missing()).toEqual([]);
    vi.advanceTimersByTime(LATE_MS - 1);
    expect(await missing()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(await missing()).toContain('WAWebAltDeviceLinkingApi');
    modules.WAWebAltDeviceLinkingApi = {
      getCurrentHelloCached: () => null,
      setPairingType: () => undefined,
      initializeAltDeviceLinking: () => undefined,
      startAltLinkingFlow: () => undefined,
    };
    expect((await missing()).filter((name) => name.includes('AltDevice'))).toEqual([]);
  });

  it('is judged by the phase of the page, each with a time of its own', async () => {
    await missing();
    vi.advanceTimersByTime(LATE_MS);
    modules.WAWebSocketModel = { Socket: { state: 'CONNECTED', stream: 'CONNECTED' } };
    expect(await missing()).toEqual([]);
    vi.advanceTimersByTime(LATE_MS);
    const syncing = await missing();
    expect(syncing).toContain('WAWebUnpairDeviceJob');
    // The modules of the QR screen may never load in a linked page, nor those of the reader before the sync.
    expect(syncing.filter((name) => /AltDevice|WAWebCollections/.test(name))).toEqual([]);
    modules.WAWebSocketModel = { Socket: { state: 'CONNECTED', hasSynced: true } };
    expect(await missing()).toEqual([]);
    vi.advanceTimersByTime(LATE_MS);
    expect(await missing()).toContain('WAWebCollections');
  });

  it('is not one that a model declares and that has no value yet', async () => {
    modules.WAWebSocketModel = { Socket: { state: 'CONNECTED' } };
    modules.WAWebConnModel = { Conn: new Model() };
    await missing();
    vi.advanceTimersByTime(LATE_MS);
    expect((await missing()).filter((name) => name.startsWith('WAWebConnModel'))).toEqual([]);
    modules.WAWebConnModel = { Conn: {} };
    expect(await missing()).toContain('WAWebConnModel.Conn.pushname');
  });
});
