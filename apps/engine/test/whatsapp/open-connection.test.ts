import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AccountReader } from '../../src/reading/account-reader.ts';
import type { ConnectionOptions } from '../../src/whatsapp/connection-state.ts';
import type { LibraryClientOptions } from '../../src/whatsapp/library/library-client.ts';
import { openConnection } from '../../src/whatsapp/open-connection.ts';

const HANG_TIMEOUT_MS = 500;
const CHUNK_MS = 30;
/** Together they take twice as long as the page may be silent. */
const CHUNKS = 40;

/** A page that is too busy to answer a probe, with a reader that still returns its chunks. */
vi.mock('../../src/whatsapp/library/library-client.ts', () => ({
  createLibraryClient({ onPage }: LibraryClientOptions) {
    const client = {
      pupPage: { evaluate: () => new Promise(() => {}), on: () => {}, url: () => '' },
      pupBrowser: null,
      on: () => {},
      initialize: async () => onPage(client as never),
    };
    return client;
  },
}));
vi.mock('../../src/whatsapp/reader/page-reader.ts', () => ({
  openPageReader: async (): Promise<Partial<AccountReader>> => ({
    next: async () => {
      await sleep(CHUNK_MS);
      vi.advanceTimersByTime(CHUNK_MS);
      return {} as never;
    },
  }),
}));

// The test moves the clock by which the page is judged: on a busy machine chunks take longer.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

function open() {
  return openConnection({
    launch: { profileDir: '/nowhere', browser: {}, args: [], environment: {} },
    wasPaired: true,
    waits: {
      startTimeoutMs: 60_000,
      syncTimeoutMs: 60_000,
      hangTimeoutMs: HANG_TIMEOUT_MS,
      probeIntervalMs: 10,
      scriptsTimeoutMs: 60_000,
    },
    listener: { onFailing: () => {} },
  } as unknown as ConnectionOptions);
}

it('a page that makes progress with a read counts as alive, and a silent page after it does not', async () => {
  const connection = open();
  const reader = await connection.openReader({
    kind: 'all',
    queryGroups: false,
    knownGroups: { chatless: [], left: [] },
    withoutWhatsApp: false,
    lockedChats: false,
  });
  for (let n = 0; n < CHUNKS; n += 1) {
    await reader.next();
    expect(connection.signal.reason).toBeUndefined();
  }
  vi.advanceTimersByTime(HANG_TIMEOUT_MS + 1);
  const end = await connection.ended;
  expect(end).toMatchObject({
    kind: 'failed',
    isFinal: false,
    error: { code: 'PAGE_UNRESPONSIVE', message: 'WhatsApp Web does not answer.' },
  });
});
