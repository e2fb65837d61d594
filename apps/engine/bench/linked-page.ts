import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeBrowser } from '../src/browser/close-browser.ts';
import { findBrowser } from '../src/browser/find-browser.ts';
import { launchOptions } from '../src/browser/launch-options.ts';
import { whyNoSandbox } from '../src/browser/sandbox.ts';
import { loadConfig } from '../src/config.ts';
import { createLibraryClient, type LibraryClient } from '../src/whatsapp/library/library-client.ts';
import { probePage } from '../src/whatsapp/watch/page-probe.ts';
import type { Versions } from './messages.ts';

const SCRIPTS_TIMEOUT_MS = 60_000;
const PROTOCOL_TIMEOUT_MS = 180_000;
const SYNC_TIMEOUT_MS = 120_000;
const POLL_INTERVAL_MS = 100;
const MILLISECONDS_PER_SECOND = 1_000;

const ENTRIES = "require('WAWebCollections').Contact.getModelsArray().length";
const LOSE_LINE = `(() => {
  const { Socket } = require('WAWebSocketModel');
  Socket.set({ stream: 'DISCONNECTED' });
  Socket.set({ stream: 'CONNECTED' });
})()`;

export type LinkedPage = {
  readonly client: LibraryClient;
  readonly page: NonNullable<LibraryClient['pupPage']>;
  /** What the browser has sent over its debugging pipe so far. */
  bytesReceived(): number;
  /** The processors' time that all processes of the browser have used so far. */
  browserCpuMs(): Promise<number>;
  /** The entries of the page's contact collection. */
  entries(): Promise<number>;
  /** The page loses its line for a moment: from then on all groups are stale. */
  makeGroupsStale(): Promise<void>;
  versions(): Promise<Versions>;
  close(): Promise<void>;
};

/**
 * A browser launched as the engine launches it, with the library's client in it. `onQr` gets the
 * text for a phone to scan. Resolves when the account has synced and the library is ready.
 */
export async function openLinkedPage(options: {
  profileDir: string;
  browserArgs: readonly string[];
  onQr: (qr: string) => void;
}): Promise<LinkedPage> {
  const config = loadConfig();
  const killer = new AbortController();
  const browser = await findBrowser(config);
  const environment = config.browserEnvironment;
  const isRoot = process.getuid?.() === 0;
  const client = createLibraryClient({
    launch: launchOptions({
      browser,
      profileDir: options.profileDir,
      // Nothing but the simulator's page runs here. Chromium has no sandbox as root.
      sandbox: !isRoot && (await whyNoSandbox({ browser, environment }, false)) === null,
      uid: null,
      relayPort: null,
      args: options.browserArgs,
      environment,
      protocolTimeoutMs: PROTOCOL_TIMEOUT_MS,
      signal: killer.signal,
    }),
    scriptsTimeoutMs: SCRIPTS_TIMEOUT_MS,
    signal: killer.signal,
    onPage: () => undefined,
    onInjectionFailed: () => undefined,
  });
  client.on('qr', options.onQr);
  const close = () => {
    const browser = client.pupBrowser ?? null;
    return closeBrowser({ browser, child: browser?.process() ?? null, killer });
  };
  try {
    await client.initialize();
    const page = client.pupPage;
    if (!page) throw new Error('The browser has no page');
    await untilSynced(page);
    return {
      client,
      page,
      bytesReceived: () => bytesReceived(client),
      browserCpuMs: await cpuClock(client),
      entries: async () => (await page.evaluate(ENTRIES)) as number,
      makeGroupsStale: async () => void (await page.evaluate(LOSE_LINE)),
      versions: () => versionsOf(client),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function untilSynced(page: LinkedPage['page']): Promise<void> {
  const deadline = performance.now() + SYNC_TIMEOUT_MS;
  const isLibraryReady = "typeof window.WWebJS?.getChats === 'function'";
  for (;;) {
    const { isSynced } = await probePage(page, 0);
    if (isSynced && (await page.evaluate(isLibraryReady))) return;
    if (performance.now() > deadline) throw new Error('The account did not sync in time');
    await sleep(POLL_INTERVAL_MS);
  }
}

/** Chromium's end of the pipe is its file descriptor 4. On this side it is a socket that counts. */
function bytesReceived(client: LibraryClient): number {
  const pipe = client.pupBrowser?.process()?.stdio[4] as (Readable & { bytesRead: number }) | null;
  if (typeof pipe?.bytesRead !== 'number') throw new Error('The browser is not driven over a pipe');
  return pipe.bytesRead;
}

async function cpuClock({ pupBrowser: browser }: LibraryClient): Promise<() => Promise<number>> {
  const devtools = await browser?.target().createCDPSession();
  if (!devtools) throw new Error('There is no browser');
  return async () => {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    const seconds = processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    return seconds * MILLISECONDS_PER_SECOND;
  };
}

async function versionsOf(client: LibraryClient): Promise<Versions> {
  const { version } = createRequire(import.meta.url)('whatsapp-web.js/package.json') as {
    version: string;
  };
  return {
    node: process.version,
    browser: (await client.pupBrowser?.version()) ?? 'unknown',
    whatsappWebJs: version,
  };
}
