import { readdir, readFile } from 'node:fs/promises';

/** The numbers of the browsers that were launched on this profile directory. Empty where there is no /proc. */
export async function profileProcesses(profileDir: string): Promise<number[]> {
  const entries = await readdir('/proc').catch(() => []);
  const pids = entries.filter((entry) => /^\d+$/.test(entry)).map(Number);
  const argument = `--user-data-dir=${profileDir}`;
  const uses = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return line.split('\0').includes(argument);
    }),
  );
  return pids.filter((_, index) => uses[index]);
}
