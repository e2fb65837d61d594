import { readdirSync, readFileSync } from 'node:fs';

/** A browser that the guard ends, as one line of its input names it. */
export type GuardedBrowser = {
  readonly profileDir: string;
  /** The leader of its process group. Null: none is known, so that the profile alone names it. */
  readonly pid: number | null;
  /** By the system's monotonic clock. */
  readonly untilMs: number;
};

/** All browsers to guard from now on. */
export type GuardLine = { readonly id: number; readonly browsers: readonly GuardedBrowser[] };

/** What the guard answers, each in a line: it has taken that line, or it has ended the browser on that profile. */
export type GuardAnswer = { readonly id: number } | { readonly ended: string };

/** Position after the command in /proc/PID/stat (proc(5), field 22). */
const START_TIME_INDEX = 19;

/** The start time of a process, in the system's own form. Null: no such process, or no /proc. */
export function startTimeOf(pid: number): string | null {
  const stat = textOf(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[START_TIME_INDEX] ?? null;
}

/**
 * Kills a browser's process group, and every process that was launched on its profile, with its group. A number that
 * another process has by now is left alone. False: nothing of it was found.
 */
export function killBrowser(
  { profileDir, pid }: Pick<GuardedBrowser, 'profileDir' | 'pid'>,
  startTime: string | null,
): boolean {
  let isFound = false;
  if (pid !== null && isSame(pid, startTime)) isFound = kill(-pid);
  const argument = `--user-data-dir=${profileDir}`;
  for (const other of processes()) {
    if (!textOf(`/proc/${other}/cmdline`).split('\0').includes(argument)) continue;
    kill(-other);
    if (kill(other)) isFound = true;
  }
  return isFound;
}

/** The leader may have ended before its helpers: then no process has its number, and the group keeps it taken. */
function isSame(pid: number, startTime: string | null): boolean {
  const now = startTimeOf(pid);
  return now === null || startTime === null || now === startTime;
}

function processes(): number[] {
  try {
    return readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .map(Number);
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** False when there is no such process, or none of ours. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
