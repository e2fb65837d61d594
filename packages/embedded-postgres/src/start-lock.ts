import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { processIdentity } from './process-identity.ts';

const POLL_INTERVAL_MS = 20;

interface Holder {
  pid: number;
  identity: string;
}

/**
 * Runs `work` while no other process (nor another call in this one) runs it for the same directory.
 *
 * The lock is a series of numbered files of which the highest counts. It is free when that file says
 * "released" or its process is dead; whoever creates the next number (exclusively, by link) has it.
 * The highest file is never removed, so a latecomer that re-creates an old number sees that it lost.
 * Nothing is left to repair when a holder is killed.
 *
 * @throws EmbeddedPostgresError START_TIMEOUT when the lock is not free within `timeoutMs`
 */
export async function withStartLock<T>(
  directory: string,
  timeoutMs: number,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const deadline = Date.now() + timeoutMs;
  const mine: Holder = { pid: process.pid, identity: (await processIdentity(process.pid)) ?? '' };
  for (;;) {
    const current = await highest(directory);
    if (current === 0 || (await isFree(lockFile(directory, current)))) {
      const next = current + 1;
      if (await claim(directory, next, mine)) {
        try {
          return await work();
        } finally {
          // On a full disk the file is at least cut to nothing, which is as free.
          await writeFile(lockFile(directory, next), 'released').catch(() => {});
        }
      }
    }
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        'START_TIMEOUT',
        `Another process has been starting or stopping the embedded Postgres for over ${timeoutMs} ms (lock in ${directory}).`,
      );
    }
    await sleep(POLL_INTERVAL_MS);
  }
}

function lockFile(directory: string, generation: number): string {
  return join(directory, `${generation}.lock`);
}

async function generations(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names.filter((name) => name.endsWith('.lock')).map((name) => Number.parseInt(name, 10));
}

async function highest(directory: string): Promise<number> {
  return Math.max(0, ...(await generations(directory)));
}

async function isFree(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return false; // removed by a newer holder: look again
  if (text === 'released') return true;
  const holder = parseHolder(text);
  return holder === null || (await processIdentity(holder.pid)) !== holder.identity;
}

function parseHolder(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null; // cut off by a crash of the machine
  }
}

async function claim(directory: string, generation: number, mine: Holder): Promise<boolean> {
  const draft = join(directory, `${randomUUID()}.draft`);
  await writeFile(draft, JSON.stringify(mine));
  try {
    await link(draft, lockFile(directory, generation));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const all = await generations(directory);
  if (Math.max(...all) !== generation) {
    await rm(lockFile(directory, generation), { force: true });
    return false;
  }
  for (const old of all) {
    if (old < generation) await rm(lockFile(directory, old), { force: true });
  }
  return true;
}
