import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 500;
const BYTES_PER_KIB = 1_024;

/** Bytes (PSS, so that shared pages count once) of processes with all below them, and how many browsers run. */
export type MemorySample = { readonly total: number; readonly browsers: number };

export type MemoryWatch = {
  /** Ends the watching. The highest of each figure. */
  stop(): Promise<MemorySample>;
};

/** Samples the memory of process trees. Throws on a system without /proc. */
export function watchMemory(roots: readonly number[], dataDir: string): MemoryWatch {
  let highest: MemorySample = { total: 0, browsers: 0 };
  let isOver = false;
  const watching = (async () => {
    for (; !isOver; await sleep(EVERY_MS)) {
      const { total, browsers } = await sampleMemory(roots, dataDir);
      highest = {
        total: Math.max(highest.total, total),
        browsers: Math.max(highest.browsers, browsers),
      };
    }
  })();
  return {
    async stop() {
      isOver = true;
      await watching;
      return highest;
    },
  };
}

export async function sampleMemory(
  roots: readonly number[],
  dataDir: string,
): Promise<MemorySample> {
  const processes = await listProcesses();
  const chosen = new Set(roots);
  for (let size = -1; size !== chosen.size; ) {
    size = chosen.size;
    for (const { pid, parent } of processes) if (chosen.has(parent)) chosen.add(pid);
  }
  const sizes = await Promise.all([...chosen].map(proportionalSize));
  const isBrowser = ({ command }: Process) =>
    command.includes(`--user-data-dir=${dataDir}`) && !command.includes('--type=');
  return {
    total: sizes.reduce((sum, bytes) => sum + bytes, 0),
    browsers: processes.filter(isBrowser).length,
  };
}

type Process = { readonly pid: number; readonly parent: number; readonly command: string };

async function listProcesses(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  return Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return { pid, parent: Number(parent), command: command.replaceAll('\0', ' ') };
    }),
  );
}

/** 0 for a process that has ended. */
async function proportionalSize(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * BYTES_PER_KIB;
}
