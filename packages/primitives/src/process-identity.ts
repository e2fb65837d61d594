import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { nullIfMissing } from './file-errors.ts';

const run = promisify(execFile);

/** Position of `starttime` after the command in /proc/PID/stat (proc(5), field 22). */
const START_TIME_INDEX = 19;

/**
 * The start time of a process, in the system's own form: together with the process number it identifies one
 * process. Empty where the system does not show it; null when no such process lives; a zombie counts as dead.
 * Rejects with the error of a failed lookup, which does not mean that the process is dead.
 */
export async function processStartTime(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return linuxStartTime(pid);
  if (process.platform === 'win32') return isAlive(pid) ? '' : null;
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(emptyIfUnknown);
  return stdout.trim() || null;
}

async function linuxStartTime(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(nullIfGone);
  // Other users' processes can be hidden: then a signal shows whether they live.
  if (stat === null) return isAlive(pid) ? '' : null;
  // The command's name, in brackets, may itself hold brackets and spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  return fields[START_TIME_INDEX] ?? null;
}

/** The command line of a process; empty when it is gone or the system does not say. */
export async function processCommand(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(nullIfGone);
    return raw?.replaceAll('\0', ' ') ?? '';
  }
  const { stdout } = await run('ps', ['-p', String(pid), '-o', 'command=']).catch(() => ({
    stdout: '',
  }));
  return stdout;
}

/**
 * Names the world in which process numbers have their meaning: one boot of one machine, and one
 * container on it. Of the processes of another world our process list says nothing.
 */
export async function machineIdentity(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(nullIfMissing);
  const namespace = await readlink('/proc/self/ns/pid').catch(nullIfMissing);
  return [hostname(), boot?.trim(), namespace].join('/');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function nullIfGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ESRCH') return null;
  throw error;
}

/** `ps` exits with 1 when it knows no such process; a `ps` that could not run has a text as its code. */
function emptyIfUnknown(error: { code?: unknown }): { stdout: string } {
  if (error.code === 1) return { stdout: '' };
  throw error;
}
