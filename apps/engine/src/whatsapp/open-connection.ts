import { settlesWithin, withTimeout } from '@grabber/primitives/deadline';
import { pollUntil } from '@grabber/primitives/retry';
import { ServiceError } from '@grabber/service-kit/service-error';
import { closeBrowser } from '../browser/close-browser.ts';
import { launchOptions } from '../browser/launch-options.ts';
import { endProcessGroup } from '../browser/process-group.ts';
import type { AccountReader } from '../reading/account-reader.ts';
import type { ConnectionEnd, ReadTask, WhatsAppConnection } from './connection.ts';
import type { ConnectionOptions, ConnectionState } from './connection-state.ts';
import { classifyStartFailure, isNavigationRace } from './library/classify-start-failure.ts';
import { createLibraryClient, type LibraryClient } from './library/library-client.ts';
import { createPairingQr, type PairingQr } from './pairing/pairing-qr.ts';
import { requestPairingCode } from './pairing/request-pairing-code.ts';
import { openPageReader } from './reader/page-reader.ts';
import { LEAVE_ACCOUNT_SCRIPT, UNPAIR_SCRIPT } from './reader/page-script.ts';
import { type LogoutMark, logoutMarkOf, logoutProblem } from './watch/logout-problem.ts';
import { type Launch, watchLaunch } from './watch/watch-launch.ts';
import { watchPage } from './watch/watch-page.ts';

const LOGOUT_TIMEOUT_MS = 15_000;
/** WhatsApp's answer to the wish to unlink. */
const UNLINKED = 200;
const NAVIGATION_PATIENCE_MS = 5_000;
const NAVIGATION_POLL_MS = 100;
const START_ABANDON_TIMEOUT_MS = 10_000;

/** Starts a browser with WhatsApp Web. Never throws: failures are in `ended`. */
export function openConnection(options: ConnectionOptions): WhatsAppConnection {
  const killer = new AbortController();
  const closing = new AbortController();
  const ended = Promise.withResolvers<ConnectionEnd>();
  const client = createLibraryClient({
    launch: launchOptions({ ...options.launch, signal: killer.signal }),
    scriptsTimeoutMs: options.waits.scriptsTimeoutMs,
    signal: closing.signal,
    onPage: () => {
      launch.end();
      watch(state, qr);
    },
    // watchPage decides: the page comes back, was logged out, or does not answer.
    onInjectionFailed: () => undefined,
  });
  const state: ConnectionState = {
    options,
    client,
    page: () => client.pupPage ?? null,
    closing,
    end,
    phase: 'starting',
    phaseSince: performance.now(),
    wasPaired: options.wasPaired,
    isOwnLogout: false,
    isBanned: false,
    pairingCode: null,
    lastLife: performance.now(),
  };
  const qr = createPairingQr(state);
  const launch = watchLaunch(state);
  const started = client
    .initialize()
    .catch((error: unknown) => handleStartFailure(state, error))
    .finally(launch.end);

  function end(result: ConnectionEnd, error = errorForUsers(result)): void {
    if (closing.signal.aborted) return;
    closing.abort(error);
    if (result.kind === 'failed' && !result.isFinal) options.listener.onFailing(result.error);
    void closeBrowser({ browser: client.pupBrowser ?? null, child: launch.child(), killer })
      .then(() => settlesWithin(started, START_ABANDON_TIMEOUT_MS))
      .then(() => ended.resolve(result));
  }

  return {
    ended: ended.promise,
    signal: closing.signal,
    requestPairingCode: (digits) => givePairingCode(state, qr, digits),
    openReader: (task) => openMonitoredReader(state, task),
    logout: () => unlink(state, ended.promise),
    browserPid: () => launch.child()?.pid ?? null,
    async stop() {
      end({ kind: 'stopped' });
      await ended.promise;
    },
    async kill(error) {
      end({ kind: 'stopped' }, error);
      await Promise.all([endNow(killer, launch), ended.promise]);
    },
  };
}

async function endNow(killer: AbortController, { child }: Launch): Promise<void> {
  killer.abort();
  const pid = child()?.pid;
  if (pid !== undefined) await endProcessGroup(pid);
}

/** The code is kept, to tell when WhatsApp replaces it. */
async function givePairingCode(
  state: ConnectionState,
  qr: PairingQr,
  digits: string,
): Promise<string> {
  const code = await requestPairingCode(state.client, openPage(state), { digits, qr });
  state.pairingCode = code;
  state.options.listener.onNotice(null);
  return code;
}

/**
 * The page's own logout goes on whatever WhatsApp answers, so the answer comes first. Rejects when the page is
 * gone before it.
 */
async function unlink(state: ConnectionState, ended: Promise<unknown>): Promise<boolean> {
  const page = openPage(state);
  const answer = withTimeout(
    page.evaluate(UNPAIR_SCRIPT) as Promise<number>,
    LOGOUT_TIMEOUT_MS,
    () => new Error('The page did not answer the logout.'),
  );
  if ((await answer) !== UNLINKED) return false;
  state.isOwnLogout = true;
  await page.evaluate(LEAVE_ACCOUNT_SCRIPT).catch(() => undefined);
  await settlesWithin(ended, LOGOUT_TIMEOUT_MS);
  endLoggedOut(state, { reason: null });
  await ended;
  return true;
}

function endLoggedOut(state: ConnectionState, mark: LogoutMark): void {
  state.end({ kind: 'logged_out', problem: logoutProblem(mark, state) });
}

/** Listens to all events of the page, before its first navigation. */
function watch(state: ConnectionState, qr: PairingQr): void {
  const { client, end } = state;
  const crashed = (message: string) => () =>
    end({ kind: 'failed', error: new ServiceError('BROWSER_CRASHED', message), isFinal: false });
  // The library listens to neither event: its client would hang or keep its last state.
  client.pupBrowser?.on('disconnected', crashed('The browser exited unexpectedly.'));
  client.pupPage?.on('error', crashed('The page crashed or ran out of memory.'));
  client.on('qr', qr.onQr);
  // Before the library's own listener: the page removes the marks from its address when it has loaded.
  client.pupPage?.on('framenavigated', (frame) => {
    const isPage = frame === client.pupPage?.mainFrame();
    const mark = isPage ? logoutMarkOf(searchOf(frame.url())) : null;
    if (mark) endLoggedOut(state, mark);
  });
  client.on('disconnected', (reason) => {
    if (String(reason) === 'LOGOUT') endLoggedOut(state, { reason: null });
  });
  watchPage(state, qr).catch((cause: unknown) => {
    const error = new ServiceError('INTERNAL_ERROR', 'The session failed unexpectedly.', { cause });
    end({ kind: 'failed', error, isFinal: false });
  });
}

/** A failed start leaves the library's browser running, and may reject with a plain string. */
async function handleStartFailure(state: ConnectionState, thrown: unknown): Promise<void> {
  // A device that was unlinked while offline navigates to its logout address in the middle of the start.
  if (state.page() && isNavigationRace(thrown) && (await endsByNavigation(state))) return;
  const { wasPaired } = state;
  const failure = classifyStartFailure(thrown, { hasPage: state.page() !== null, wasPaired });
  state.end({ kind: 'failed', ...failure });
}

/** The listener of navigations ends the connection when the page arrives at its logout address. */
function endsByNavigation({ closing }: ConnectionState): Promise<boolean> {
  return pollUntil(() => closing.signal.aborted, {
    intervalMs: NAVIGATION_POLL_MS,
    timeoutMs: NAVIGATION_PATIENCE_MS,
  });
}

function searchOf(address: string): string {
  return URL.parse(address)?.search ?? '';
}

async function openMonitoredReader(state: ConnectionState, task: ReadTask): Promise<AccountReader> {
  const { groupQueries: limits, settleMs } = state.options;
  const reader = await openPageReader(openPage(state), { ...task, limits, settleMs });
  return { ...reader, next: () => recordLife(state, reader.next()) };
}

/** Each chunk of a read shows that the page does not hang. */
async function recordLife<T>(state: ConnectionState, promise: Promise<T>): Promise<T> {
  const value = await promise;
  state.lastLife = performance.now();
  return value;
}

function openPage(state: ConnectionState): NonNullable<LibraryClient['pupPage']> {
  state.closing.signal.throwIfAborted();
  const page = state.page();
  if (page) return page;
  throw new ServiceError('PAGE_UNRESPONSIVE', 'The browser has not opened its page yet.');
}

/** The error for pending calls on the page. */
function errorForUsers(result: ConnectionEnd): ServiceError {
  if (result.kind === 'failed') return result.error;
  if (result.kind === 'stopped')
    return new ServiceError('READ_ABORTED', 'The session was stopped.');
  return new ServiceError('READ_ABORTED', result.problem.message);
}
