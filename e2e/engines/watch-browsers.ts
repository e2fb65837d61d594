import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

const LOOK_MS = 50;
/** By then a process has become what it was started for. */
const SETTLED_LOOKS = 40;
/** A tree that was paused as a whole goes on before its guard can look at the clock. */
export const WOKEN_MS = 1_000;

export type Browser = { readonly pid: number; readonly session: string; readonly profile: string };

/** Two living browsers with one link. */
type Overlap = {
  readonly session: string;
  readonly profiles: readonly string[];
  /** How long after a paused tree went on; null: none did lately. */
  readonly afterWakeMs: number | null;
};

export type BrowserWatch = {
  /** Overlaps that the wake of a whole tree does not excuse. */
  violations(): readonly Overlap[];
  /** The longest time in which a woken tree ran beside another browser, in milliseconds. */
  longestWakeMs(): number;
  /** The tree with the browsers below that directory is about to go on. */
  noteWake(dataDir: string): void;
  /** The most browsers that lived at one time. */
  most(): number;
  stop(): void;
};

/**
 * Looks at all browsers below a directory many times a second. A paused or dead process does nothing with its link, so it
 * does not count.
 */
export function watchBrowsers(root: string): BrowserWatch {
  const look = createLook(root);
  const violations: Overlap[] = [];
  const wokenAt = new Map<string, number>();
  const sinceWakeOf = (browsers: readonly Browser[]) =>
    Math.min(
      ...[...wokenAt]
        .filter(([dataDir]) => browsers.some((browser) => isBelow(browser, dataDir)))
        .map(([, at]) => performance.now() - at),
    );
  let longestWakeMs = 0;
  let most = 0;
  let seen = new Set<number>();
  const timer = setInterval(() => {
    const living = look();
    // What was not there at the last look may be a child that has not loaded its own program yet.
    const settled = living.filter(({ pid }) => seen.has(pid));
    seen = new Set(living.map(({ pid }) => pid));
    most = Math.max(most, settled.length);
    for (const [session, browsers] of Map.groupBy(settled, (browser) => browser.session)) {
      if (browsers.length < 2) continue;
      const sinceWake = sinceWakeOf(browsers);
      if (sinceWake < WOKEN_MS) longestWakeMs = Math.max(longestWakeMs, sinceWake);
      else {
        const afterWakeMs = Number.isFinite(sinceWake) ? Math.round(sinceWake) : null;
        const profiles = browsers.map(({ profile, pid }) => `${profile} (${pid})`);
        violations.push({ session, profiles, afterWakeMs });
      }
    }
  }, LOOK_MS);
  return {
    violations: () => violations,
    longestWakeMs: () => Math.round(longestWakeMs),
    noteWake: (dataDir) => void wokenAt.set(dataDir, performance.now()),
    most: () => most,
    stop: () => clearInterval(timer),
  };
}

export function isBelow({ profile }: Browser, dataDir: string): boolean {
  return profile.startsWith(`${dataDir}/`);
}

/** The living browsers now, each by its main process. */
export function livingBrowsers(root: string): Browser[] {
  return createLook(root)();
}

/** Answers the living browsers, again and again, and reads each process once. */
export function createLook(root: string): () => Browser[] {
  /** Null: no browser. */
  const known = new Map<number, { looks: number; browser: Browser | null }>();
  return () => {
    const pids = new Set(readdirSync('/proc').filter(isNumber).map(Number));
    for (const pid of known.keys()) if (!pids.has(pid)) known.delete(pid);
    for (const pid of pids) {
      const before = known.get(pid);
      if (before?.browser === null && before.looks > SETTLED_LOOKS) continue;
      known.set(pid, { looks: (before?.looks ?? 0) + 1, browser: browserOf(pid, root) });
    }
    const browsers = [...known.values()].flatMap(({ browser }) => browser ?? []);
    const mains = new Set(browsers.map(({ pid }) => pid));
    return browsers.filter(({ pid }) => {
      const { state, parent } = statusOf(pid);
      // A browser's child looks like it until it has loaded its own program.
      return !'TtZX'.includes(state) && !mains.has(parent);
    });
  };
}

const isNumber = (name: string) => /^\d+$/.test(name);

function browserOf(pid: number, root: string): Browser | null {
  const command = textOf(`/proc/${pid}/cmdline`).split('\0');
  if (command.some((part) => part.startsWith('--type='))) return null;
  const profile = command
    .find((part) => part.startsWith(`--user-data-dir=${root}/`))
    ?.slice('--user-data-dir='.length);
  if (profile === undefined) return null;
  return { pid, profile, session: basename(dirname(profile)) };
}

function statusOf(pid: number): { state: string; parent: number } {
  const stat = textOf(`/proc/${pid}/stat`);
  const [state = 'X', parent = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: state || 'X', parent: Number(parent) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
