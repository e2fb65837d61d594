import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Process = { readonly pid: number; readonly parent: number; readonly command: string };

/** The living processes that this one may look at. */
export async function listProcesses(): Promise<Process[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(names.map((name) => readProcess(Number(name))));
  return found.filter((one) => one !== null);
}

async function readProcess(pid: number): Promise<Process | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z') return null;
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    return { pid, parent: Number(parent), command };
  } catch {
    return null;
  }
}

/** The process and all below it. */
export function familyOf(root: number, processes: readonly Process[]): number[] {
  const children = processes.filter(({ parent }) => parent === root).map(({ pid }) => pid);
  return [root, ...children.flatMap((child) => familyOf(child, processes))];
}

/** A process may have ended by itself. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The server of that data directory's embedded Postgres. */
export async function postmasterPid(dataDir: string): Promise<number> {
  const file = join(dataDir, 'postgres', 'server', 'pgdata', 'postmaster.pid');
  return Number((await readFile(file, 'utf8')).split('\n')[0]);
}
