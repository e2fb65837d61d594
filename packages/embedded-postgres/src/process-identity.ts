import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Position of `starttime` after the command in /proc/PID/stat (proc(5), field 22). */
const START_TIME_FIELD = 19;

/**
 * A value that distinguishes this process from a later one with the same number. Empty if the
 * system does not say. Null if no such process lives; a zombie counts as dead. Rejects with the
 * read error if the system cannot be asked, because that does not mean a dead process.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(nullIfGone);
    if (stat !== null) {
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z' || fields[0] === 'X') return null;
      const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
      return `${boot.trim()}:${fields[START_TIME_FIELD]}`;
    }
  }
  return isAlive(pid) ? '' : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process. Empty if the process is gone or the system does not say. */
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

/** /proc may hide processes of other users. Then a signal finds out whether they live. */
function nullIfGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ESRCH') return null;
  throw error;
}
