import { readdir, readFile } from 'node:fs/promises';

/** Of a process that has ended, or of another user's that the system hides. */
const NOT_OURS = ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'];

/**
 * The numbers of the browsers that were launched on this profile directory. Empty where there is no
 * /proc. Rejects with any other read error: a browser may be there.
 */
export async function profileProcesses(profileDir: string): Promise<number[]> {
  const entries = await readdir('/proc').catch(orWhenNotOurs<string[]>([]));
  const pids = entries.filter((entry) => /^\d+$/.test(entry)).map(Number);
  const argument = `--user-data-dir=${profileDir}`;
  const uses = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(orWhenNotOurs(''));
      return line.split('\0').includes(argument);
    }),
  );
  return pids.filter((_, index) => uses[index]);
}

function orWhenNotOurs<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (NOT_OURS.includes(error.code ?? '')) return value;
    throw error;
  };
}
