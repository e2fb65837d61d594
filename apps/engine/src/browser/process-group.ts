import { readdir, readFile } from 'node:fs/promises';
import { pollUntil } from '@grabber/primitives/retry';

const EXIT_TIMEOUT_MS = 2_000;
const POLL_MS = 10;
/** Positions after the command in /proc/PID/stat (proc(5), fields 3 and 5). */
const STATE_INDEX = 0;
const GROUP_INDEX = 2;

/** Kills a process group, and resolves when all its processes have ended. */
export async function endProcessGroup(leader: number): Promise<void> {
  if (process.platform === 'win32' || !killGroup(leader)) return;
  const hasEnded = async () => !(await hasLivingMember(leader));
  await pollUntil(hasEnded, { intervalMs: POLL_MS, timeoutMs: EXIT_TIMEOUT_MS });
}

/** False when the group is empty. */
function killGroup(leader: number): boolean {
  try {
    return process.kill(-leader, 'SIGKILL');
  } catch {
    return false;
  }
}

/** Zombies count as dead. False without /proc. */
async function hasLivingMember(leader: number): Promise<boolean> {
  const entries = await readdir('/proc').catch(() => []);
  const pids = entries.filter((entry) => /^\d+$/.test(entry));
  const living = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(fields[GROUP_INDEX]) === leader && fields[STATE_INDEX] !== 'Z';
    }),
  );
  return living.includes(true);
}
