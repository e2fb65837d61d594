import { randomBytes } from 'node:crypto';
import { readdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@grabber/service-kit/service-error';
import {
  isOwnerAlive,
  type ProfileOwner,
  readOwner,
  thisProcess,
  writeOwner,
} from './profile-owner.ts';

export type ProfileLock = {
  /**
   * Aborted with ServiceError PROFILE_IN_USE when another owner has removed the lock: this process stood
   * still for so long that it was taken for dead.
   */
  readonly lost: AbortSignal;
  /** Safe to call twice. */
  release(): Promise<void>;
};

const OWNER_FILE = /^owner-[0-9a-f]+\.lock$/;
const HEARTBEAT_INTERVAL_MS = 5_000;
const CONTEST_PAUSE_MS = 10;
const CONTEST_TIMEOUT_MS = 10_000;

/**
 * Makes this process the one owner of the profile in `directory`. Chromium's own lock does not do:
 * chrome-headless-shell has none, and two browsers on one profile destroy it.
 *
 * Each who wants the profile writes a file under a name of its own and then looks for others': of two,
 * the one that looks last sees the other, so both never win. A name is never used again, so a dead
 * owner's file can be removed at any time without hitting a new owner's. Throws ServiceError
 * PROFILE_IN_USE.
 */
export async function lockProfile(directory: string): Promise<ProfileLock> {
  const self = await thisProcess(randomBytes(12).toString('hex'));
  const file = join(directory, `owner-${self.token}.lock`);
  try {
    await win(directory, file, self);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return hold(file);
}

async function win(directory: string, file: string, self: ProfileOwner): Promise<void> {
  const deadline = performance.now() + CONTEST_TIMEOUT_MS;
  let isWritten = false;
  while (performance.now() < deadline) {
    const others = await livingOthers(directory, self);
    if (others.some(({ holds }) => holds)) break;
    if (isWritten && others.length === 0) return writeOwner(file, { ...self, holds: true });
    // Of those who look at the same time, the one with the least token stays; the others step back.
    if (others.some(({ token }) => token < self.token)) {
      await rm(file, { force: true });
      isWritten = false;
    } else if (!isWritten) {
      await writeOwner(file, self);
      isWritten = true;
      continue;
    }
    await sleep(CONTEST_PAUSE_MS);
  }
  throw inUse();
}

function inUse(): ServiceError {
  const message = 'Another engine runs this session: stop it there, or wait until it has ended.';
  return new ServiceError('PROFILE_IN_USE', message);
}

function hold(file: string): ProfileLock {
  const lost = new AbortController();
  let isReleased = false;
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch((error: NodeJS.ErrnoException) => {
      // Any other failed touch is made good by the next one.
      if (error.code === 'ENOENT' && !isReleased) lost.abort(inUse());
    });
  }, HEARTBEAT_INTERVAL_MS);
  heartbeat.unref();
  return {
    lost: lost.signal,
    async release() {
      isReleased = true;
      clearInterval(heartbeat);
      await rm(file, { force: true });
    },
  };
}

/** The others who have or want the profile; files of dead ones are removed. */
async function livingOthers(directory: string, self: ProfileOwner): Promise<ProfileOwner[]> {
  const names = (await readdir(directory)).filter((name) => OWNER_FILE.test(name));
  const living: ProfileOwner[] = [];
  for (const name of names.filter((one) => !one.includes(self.token))) {
    const file = join(directory, name);
    const owner = await readOwner(file);
    if (owner && (await isOwnerAlive(owner, file, self.machine))) living.push(owner);
    else await rm(file, { force: true });
  }
  return living;
}
