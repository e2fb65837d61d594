import { readdir, readFile } from 'node:fs/promises';

const BYTES_PER_KB = 1024;
/** Positions after the command in /proc/PID/stat (proc(5), field 5). */
const GROUP_INDEX = 2;
const PROPORTIONAL_SIZE = /^Pss:\s+(\d+) kB/m;

/**
 * Bytes of memory by process group leader: the proportional size, which counts memory that a browser's
 * processes share once. Without /proc (not Linux) the map is empty.
 */
async function browserMemory(leaders: readonly number[]): Promise<Map<number, number>> {
  const bytes = new Map<number, number>();
  if (leaders.length === 0) return bytes;
  const entries = await readdir('/proc').catch(() => []);
  for (const pid of entries.filter((entry) => /^\d+$/.test(entry))) {
    const leader = await groupOf(pid);
    if (!leaders.includes(leader)) continue;
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    const kilobytes = Number(PROPORTIONAL_SIZE.exec(rollup)?.[1] ?? 0);
    bytes.set(leader, (bytes.get(leader) ?? 0) + kilobytes * BYTES_PER_KB);
  }
  return bytes;
}

type WithBrowser = {
  readonly id: string;
  readonly connection: { browserPid(): number | null } | null;
};

/** Bytes of the browser of each session that has one, where the system says it. */
export async function memoryOfSessions(
  sessions: readonly WithBrowser[],
): Promise<Map<string, number>> {
  const running = sessions.flatMap(({ id, connection }) => {
    const pid = connection?.browserPid() ?? null;
    return pid === null ? [] : [{ id, pid }];
  });
  const bytes = await browserMemory(running.map(({ pid }) => pid));
  return new Map(
    running.flatMap(({ id, pid }) => {
      const known = bytes.get(pid);
      return known === undefined ? [] : [[id, known] as const];
    }),
  );
}

async function groupOf(pid: string): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[GROUP_INDEX]);
}
