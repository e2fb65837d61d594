import { readdir, readFile } from 'node:fs/promises';

type Process = { readonly pid: number; readonly parent: number; readonly command: string };

/** The browsers' main processes on profiles below a data directory. */
export async function browsersOf(dataDir: string): Promise<number[]> {
  return mainsAmong(await listProcesses(), dataDir);
}

/** All processes of browsers below a data directory, renderers and helpers included. */
export async function browserTree(dataDir: string): Promise<number[]> {
  const all = await listProcesses();
  const tree = new Set(mainsAmong(all, dataDir));
  for (let size = -1; size !== tree.size; ) {
    size = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid);
  }
  return [...tree];
}

/** The processes that run a session's pages. */
export async function renderersOf(dataDir: string): Promise<number[]> {
  const tree = await browserTree(dataDir);
  const all = await listProcesses();
  return all
    .filter(({ pid, command }) => tree.includes(pid) && command.includes('--type=renderer'))
    .map(({ pid }) => pid);
}

/** The living processes among `pids`; a zombie counts as dead. */
export async function livingOf(pids: readonly number[]): Promise<number[]> {
  const all = await listProcesses();
  return pids.filter((pid) => all.some((one) => one.pid === pid));
}

function mainsAmong(all: readonly Process[], dataDir: string): number[] {
  const mains = all
    .filter(({ command }) => command.includes(`--user-data-dir=${dataDir}`))
    .filter(({ command }) => !command.includes('--type='));
  const pids = mains.map(({ pid }) => pid);
  // A helper that was just forked shows the command of its browser until it runs its own program.
  return mains.filter(({ parent }) => !pids.includes(parent)).map(({ pid }) => pid);
}

async function listProcesses(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry)).map(Number);
  const listed = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return { pid, state, parent: Number(parent), command: command.replaceAll('\0', ' ') };
    }),
  );
  return listed.filter(({ state }) => state && state !== 'Z');
}
