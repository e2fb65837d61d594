import { createInterface } from 'node:readline';
import { createLeaseClock, monotonicMs } from '../lease-clock.ts';
import {
  type GuardAnswer,
  type GuardedBrowser,
  type GuardLine,
  killBrowser,
  startTimeOf,
} from './guarded-browsers.ts';

// A process of its own beside the engine. An engine that is paused leaves its browsers running, and another engine may
// have their sessions by then: this process ends them when their time is over, and when the engine is gone. It reads
// lines of GuardLine and writes lines of GuardAnswer. It has no other task, and ends when its input does.

const LOOK_MS = 100;
/** A look through all processes costs more, and an engine may be paused for days. */
const REST_MS = 1_000;
/** A browser that the engine was just starting when it died. */
const LAST_LOOKS_MS = 3_000;
const KEPT_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

type Guarded = GuardedBrowser & {
  /** By the clock of this process. */
  readonly endsAt: number;
  readonly startTime: string | null;
  restsUntil: number;
  isSaid: boolean;
};

const clock = createLeaseClock();
let guarded = new Map<string, Guarded>();

function take({ browsers }: GuardLine): void {
  const now = clock.nowMs();
  const monotonic = monotonicMs();
  const taken = browsers.map((browser): [string, Guarded] => {
    const { profileDir, pid, untilMs } = browser;
    const known = guarded.get(profileDir);
    const isKnown = known !== undefined && known.pid === pid;
    const startTime = isKnown ? known.startTime : pid === null ? null : startTimeOf(pid);
    const endsAt = now + untilMs - monotonic;
    const isSaid = isKnown && known.isSaid;
    return [profileDir, { ...browser, endsAt, startTime, restsUntil: 0, isSaid }];
  });
  guarded = new Map(taken);
}

function look(isEnd: boolean): void {
  const now = clock.nowMs();
  for (const browser of guarded.values()) {
    if (now < browser.restsUntil || !(isEnd || now >= browser.endsAt)) continue;
    if (!killBrowser(browser, browser.startTime)) browser.restsUntil = now + REST_MS;
    else if (!browser.isSaid) {
      browser.isSaid = true;
      answer({ ended: browser.profileDir });
    }
  }
}

function answer(line: GuardAnswer): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function end(): void {
  const endsAt = performance.now() + (guarded.size > 0 ? LAST_LOOKS_MS : 0);
  const lastLook = () => {
    for (const browser of guarded.values()) browser.restsUntil = 0;
    look(true);
    if (performance.now() >= endsAt) process.exit(0);
  };
  lastLook();
  setInterval(lastLook, LOOK_MS);
}

// Where all processes were paused, the browsers go on, too: this does not wait for the next look.
process.on('SIGCONT', () => look(false));
for (const signal of KEPT_SIGNALS) process.on(signal, () => undefined);
process.stdout.on('error', () => undefined);
setInterval(() => look(false), LOOK_MS);
createInterface({ input: process.stdin })
  .on('line', (text) => {
    const line = JSON.parse(text) as GuardLine;
    take(line);
    look(false);
    answer({ id: line.id });
  })
  .once('close', end);
