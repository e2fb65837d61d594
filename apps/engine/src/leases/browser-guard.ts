import { pollUntil } from '@grabber/primitives/retry';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Logger } from 'pino';
import type { GuardedBrowser } from './guard/guarded-browsers.ts';
import { type GuardProcess, startGuardProcess } from './guard-process.ts';

/** Looks of the engine, 250 ms apart, and not a time: an engine that was paused has not read an answer that is there. */
const SILENT_LOOKS = 8;
const LOOKS_BETWEEN_LINES = 4;
const SECURE_TIMEOUT_MS = 10_000;
const SECURE_POLL_MS = 10;

/** Why a guard was replaced: it had ended, or it stood still. */
export type GuardRestart = 'ended' | 'silent';

/** The engine's side of the guard process, which ends browsers at their time even while the engine is paused. */
export type BrowserGuard = {
  /** Guards the browser on a profile from now on. The first call starts the process. */
  set(browser: GuardedBrowser): void;
  delete(profileDir: string): void;
  /** Call it every 250 ms: starts the process again when it is gone or does not answer. */
  look(): void;
  /** Resolves when the process knows all that was set until now. Rejects with ServiceError BROWSER_FAILED. */
  secured(): Promise<void>;
  pid(): number | null;
  /** The process says that it has ended the browser that was last set there. */
  hasEnded(profileDir: string): boolean;
  /** The process then ends what it still guards. */
  close(): void;
};

type Options = {
  readonly logger: Logger;
  /** Called when the process is replaced while it is needed. */
  readonly onRestart?: (reason: GuardRestart) => void;
};

export function createBrowserGuard({ logger, onRestart }: Options): BrowserGuard {
  const browsers = new Map<string, GuardedBrowser>();
  const ended = new Set<string>();
  const guard = createLine(() => [...browsers.values()], {
    logger,
    onRestart: onRestart ?? (() => undefined),
    onEnded: (profileDir) => ended.add(profileDir),
  });
  return {
    set(browser) {
      const { profileDir, pid, untilMs } = browser;
      const known = browsers.get(profileDir);
      if (known?.pid === pid && known.untilMs === untilMs) return;
      // Not when it is deleted: what ends the session asks after that.
      if (known === undefined) ended.delete(profileDir);
      browsers.set(profileDir, browser);
      guard.sendSoon();
    },
    delete(profileDir) {
      if (browsers.delete(profileDir)) guard.sendSoon();
    },
    look: guard.look,
    async secured() {
      const isKnown = guard.send();
      const wait = { intervalMs: SECURE_POLL_MS, timeoutMs: SECURE_TIMEOUT_MS };
      if (await pollUntil(isKnown, wait)) return;
      throw new ServiceError('BROWSER_FAILED', 'The guard of the browsers does not answer.');
    },
    pid: guard.pid,
    hasEnded: (profileDir) => ended.has(profileDir),
    close() {
      browsers.clear();
      guard.end();
    },
  };
}

type LineOptions = Required<Options> & { readonly onEnded: (profileDir: string) => void };

/** Sends the whole list again and again to a guard process, which it starts and replaces as needed. */
function createLine(list: () => GuardedBrowser[], { logger, onRestart, onEnded }: LineOptions) {
  let guard: GuardProcess | null = null;
  let sent = 0;
  let answered = 0;
  /** Since the last answer, or since the line after it. */
  let looks = 0;
  let isToSend = false;
  const start = () => {
    const started = startGuardProcess({
      onAnswer: (id) => {
        if (guard !== started) return;
        answered = id;
        looks = 0;
      },
      onEnded,
      onGone: (details) => {
        if (guard !== started) return;
        guard = null;
        if (list().length === 0) return;
        logger.error(details, 'Browser guard ended, starting it again');
        onRestart('ended');
      },
    });
    guard = started;
  };
  /** Answers whether the process knows by now what was sent. */
  const send = () => {
    const browsers = list();
    if (guard === null && browsers.length > 0) {
      start();
      looks = 0;
    }
    // Not for a line after one without an answer: frequent renewals would hide a guard that stands still.
    if (answered >= sent) looks = 0;
    isToSend = false;
    sent += 1;
    const id = sent;
    guard?.send({ id, browsers });
    return () => guard !== null && answered >= id;
  };
  return {
    send,
    sendSoon() {
      if (!isToSend) queueMicrotask(() => isToSend && send());
      isToSend = true;
    },
    look() {
      looks += 1;
      if (guard !== null && answered < sent && looks > SILENT_LOOKS) {
        logger.error('Browser guard does not answer, replacing it');
        onRestart('silent');
        guard.kill();
        guard = null;
      }
      const isDue = guard === null || (answered >= sent && looks >= LOOKS_BETWEEN_LINES);
      if (isDue && list().length > 0) send();
    },
    pid: () => guard?.pid ?? null,
    end: () => guard?.end(),
  };
}
