import { expect, it, vi } from 'vitest';
import type { ConnectionEnd } from '../../src/whatsapp/connection.ts';
import type { ConnectionPhase, ConnectionState } from '../../src/whatsapp/connection-state.ts';
import { watchPage } from '../../src/whatsapp/watch/watch-page.ts';

const PROBE = { version: null, state: null, isSynced: false, search: '', account: null };

/** A connection whose page answers every look with `probe`, and its ends. */
function watch(phase: ConnectionPhase, probe: object) {
  const closing = new AbortController();
  const ends: ConnectionEnd[] = [];
  const state = {
    options: {
      waits: {
        startTimeoutMs: 30,
        syncTimeoutMs: 60_000,
        hangTimeoutMs: 60_000,
        probeIntervalMs: 1,
        reconnectDelayMs: 60_000,
      },
      listener: { onConnecting: vi.fn(), onConnected: vi.fn(), onVersion: vi.fn() },
    },
    page: () => ({ evaluate: async () => JSON.stringify({ ...PROBE, ...probe }) }),
    closing,
    end(result: ConnectionEnd) {
      ends.push(result);
      closing.abort();
    },
    phase,
    phaseSince: performance.now(),
    wasPaired: phase !== 'qr',
    lastLife: performance.now(),
  } as unknown as ConnectionState;
  const over = watchPage(state, { onWaiting: () => {} });
  return { ends, over, stop: () => closing.abort() };
}

it.each(['qr', 'syncing', 'online', 'offline'] as const)(
  'a page without WhatsApp Web ends its connection, though it answers (%s)',
  async (phase) => {
    const { ends, over } = watch(phase, {});
    await over;
    expect(ends).toMatchObject([
      { kind: 'failed', isFinal: false, error: { code: 'PAGE_UNRESPONSIVE' } },
    ]);
  },
);

it('a page that only lacks the network keeps its connection', async () => {
  const { ends, over, stop } = watch('online', { state: 'OPENING', stream: 'DISCONNECTED' });
  setTimeout(stop, 150);
  await over;
  expect(ends).toEqual([]);
});
