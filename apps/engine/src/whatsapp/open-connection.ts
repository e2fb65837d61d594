import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadKind } from '@grabber/contracts/engine/reading';
import { ServiceError } from '@grabber/service-kit/service-error';
import { closeBrowser } from '../browser/close-browser.ts';
import { launchOptions } from '../browser/launch-options.ts';
import { settlesWithin } from '../primitives/settles-within.ts';
import type { AccountReader } from '../reading/account-reader.ts';
import type { ConnectionEnd, WhatsAppConnection } from './connection.ts';
import type { ConnectionOptions, Link } from './connection-state.ts';
import { classifyStartFailure, isNavigationRace } from './library/classify-start-failure.ts';
import { createLibraryClient, type LibraryClient } from './library/library-client.ts';
import { createPairingQr, type PairingQr } from './pairing/pairing-qr.ts';
import { requestPairingCode } from './pairing/request-pairing-code.ts';
import { openPageReader } from './reader/page-reader.ts';
import { watchLaunch } from './watch/watch-launch.ts';
import { watchPage } from './watch/watch-page.ts';

const LOGOUT_TIMEOUT_MS = 15_000;
const LOGOUT_SCRIPT = "void window.require('WAWebSocketModel').Socket.logout()";
const NAVIGATION_PATIENCE_MS = 5_000;
const NAVIGATION_POLL_MS = 100;
const START_ABANDON_TIMEOUT_MS = 10_000;

/** Starts a browser with WhatsApp Web. Never rejects: what goes wrong is in `ended`. */
export function openConnection(options: ConnectionOptions): WhatsAppConnection {
  const killer = new AbortController();
  const closing = new AbortController();
  const ended = Promise.withResolvers<ConnectionEnd>();
  const client = createLibraryClient({
    launch: launchOptions({ ...options.launch, signal: killer.signal }),
    scriptsTimeoutMs: options.waits.scriptsTimeoutMs,
    onPage: () => {
      launch.end();
      watch(link, qr);
    },
    // The page is watched anyway: it comes back, or is found logged out or silent.
    onInjectionFailed: () => undefined,
  });
  const link: Link = {
    options,
    client,
    page: () => client.pupPage ?? null,
    closing,
    end,
    phase: 'starting',
    phaseSince: performance.now(),
    wasPaired: options.wasPaired,
    lastLife: performance.now(),
  };
  const qr = createPairingQr(link);
  const launch = watchLaunch(link);
  const started = client
    .initialize()
    .catch((error: unknown) => meetStartFailure(link, error))
    .finally(launch.end);

  function end(result: ConnectionEnd): void {
    if (closing.signal.aborted) return;
    closing.abort(errorForUsers(result));
    if (result.kind === 'failed' && !result.isFinal) options.listener.onFailing(result.error);
    void closeBrowser({ browser: client.pupBrowser ?? null, child: launch.child(), killer })
      .then(() => settlesWithin(started, START_ABANDON_TIMEOUT_MS))
      .then(() => ended.resolve(result));
  }

  return {
    ended: ended.promise,
    signal: closing.signal,
    requestPairingCode: (digits) => requestPairingCode(client, openPage(link), { digits, qr }),
    openReader: (kind, refresh) => openLivingReader(link, kind, refresh),
    async logout() {
      await openPage(link).evaluate(LOGOUT_SCRIPT);
      await settlesWithin(ended.promise, LOGOUT_TIMEOUT_MS);
      return closing.signal.aborted;
    },
    browserPid: () => launch.child()?.pid ?? null,
    async stop() {
      end({ kind: 'stopped' });
      await ended.promise;
    },
  };
}

/** Listens to everything that can happen to the page, before it goes anywhere. */
function watch(link: Link, qr: PairingQr): void {
  const { client, end } = link;
  const crashed = (message: string) => () =>
    end({ kind: 'failed', error: new ServiceError('BROWSER_CRASHED', message), isFinal: false });
  // The library listens to neither: its client would hang, or stay as it was, for ever.
  client.pupBrowser?.on('disconnected', crashed('The browser ended by itself.'));
  client.pupPage?.on('error', crashed("The browser's page crashed or ran out of memory."));
  client.on('qr', qr.onQr);
  client.on('disconnected', (reason) => {
    if (String(reason) === 'LOGOUT') end({ kind: 'logged_out' });
  });
  watchPage(link, qr).catch((cause: unknown) => {
    const error = new ServiceError('INTERNAL_ERROR', 'The session broke.', { cause });
    end({ kind: 'failed', error, isFinal: false });
  });
}

/** The library leaves the browser running when it gives up, and may reject with a plain string. */
async function meetStartFailure(link: Link, thrown: unknown): Promise<void> {
  // Unlinked while offline, the page leaves for its logout address in the middle of the start.
  if (link.page() && isNavigationRace(thrown) && (await arrivesAtLogout(link))) {
    return link.end({ kind: 'logged_out' });
  }
  const { wasPaired } = link;
  const failure = classifyStartFailure(thrown, { hasPage: link.page() !== null, wasPaired });
  link.end({ kind: 'failed', ...failure });
}

async function arrivesAtLogout(link: Link): Promise<boolean> {
  const deadline = performance.now() + NAVIGATION_PATIENCE_MS;
  while (performance.now() < deadline && !link.closing.signal.aborted) {
    if (link.page()?.url().includes('post_logout=1')) return true;
    await sleep(NAVIGATION_POLL_MS);
  }
  return false;
}

async function openLivingReader(
  link: Link,
  kind: ReadKind,
  refresh: boolean,
): Promise<AccountReader> {
  const limits = link.options.groupQueries;
  const reader = await openPageReader(openPage(link), { kind, refresh, limits });
  return { ...reader, next: () => notingLife(link, reader.next()) };
}

/** A read in progress is a sign of life: a page that works for us is not hung. */
async function notingLife<T>(link: Link, promise: Promise<T>): Promise<T> {
  const value = await promise;
  link.lastLife = performance.now();
  return value;
}

function openPage(link: Link): NonNullable<LibraryClient['pupPage']> {
  link.closing.signal.throwIfAborted();
  const page = link.page();
  if (page) return page;
  throw new ServiceError('PAGE_UNRESPONSIVE', 'The browser has no page yet.');
}

/** What those hear who were using the page. */
function errorForUsers(result: ConnectionEnd): ServiceError {
  if (result.kind === 'failed') return result.error;
  if (result.kind === 'stopped')
    return new ServiceError('READ_ABORTED', 'The session was stopped.');
  return new ServiceError('READ_ABORTED', 'The phone removed this device.');
}
