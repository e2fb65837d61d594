import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { ServiceError } from '@grabber/service-kit/service-error';
import { machineIdentity } from './machine-identity.ts';
import { processStartTime } from './process-identity.ts';

export type ProfileLock = {
  /** Safe to call twice. */
  release(): Promise<void>;
};

type Owner = { pid: number; started: string; machine: string; token: string };

const HEARTBEAT_INTERVAL_MS = 5_000;
/** A lock from another machine or container is dead when nobody has touched it for so long. */
export const FOREIGN_LOCK_DEAD_AFTER_MS = 30_000;

/**
 * Makes this process the one owner of a profile. Chromium's own lock does not do: chrome-headless-shell
 * has none, and two browsers on one profile destroy it. Throws ServiceError PROFILE_IN_USE.
 */
export async function lockProfile(file: string): Promise<ProfileLock> {
  const owner: Owner = {
    pid: process.pid,
    started: (await processStartTime(process.pid)) ?? '',
    machine: await machineIdentity(),
    token: randomBytes(12).toString('hex'),
  };
  const draft = `${file}.${owner.token}`;
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    if (!(await claim(draft, file))) {
      await removeStale(file, owner.machine, `${draft}.stale`);
      if (!(await claim(draft, file))) throw inUse();
    }
  } finally {
    await rm(draft, { force: true });
  }
  return hold(file, owner.token);
}

/** A link fails where the file exists, so one of two processes wins and none sees half a lock. */
async function claim(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function hold(file: string, token: string): ProfileLock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A failed touch is made good by the next one; a removed lock shows at the release.
    utimes(file, now, now).catch(() => undefined);
  }, HEARTBEAT_INTERVAL_MS);
  heartbeat.unref();
  return {
    async release() {
      clearInterval(heartbeat);
      const held = await readOwner(file);
      if (held?.token === token) await rm(file, { force: true });
    },
  };
}

/** Moves a dead owner's lock away. Throws PROFILE_IN_USE when the owner lives. */
async function removeStale(file: string, machine: string, grave: string): Promise<void> {
  const owner = await readOwner(file);
  if (owner && (await isAlive(owner, file, machine))) throw inUse();
  try {
    await rename(file, grave);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = await readOwner(grave);
  // Between the look and the move another process may have taken over: give its lock back.
  if (moved && moved.token !== owner?.token) await claim(grave, file);
  await rm(grave, { force: true });
}

async function isAlive(owner: Owner, file: string, machine: string): Promise<boolean> {
  if (owner.machine === machine) return (await processStartTime(owner.pid)) === owner.started;
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < FOREIGN_LOCK_DEAD_AFTER_MS;
}

/** Null when there is no lock, or one that nobody can have written whole. */
async function readOwner(file: string): Promise<Owner | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner;
  } catch {
    return null;
  }
}

function inUse(): ServiceError {
  return new ServiceError(
    'PROFILE_IN_USE',
    'Another engine runs this session: stop it there, or wait until it has ended.',
  );
}
