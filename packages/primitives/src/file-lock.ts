import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from './abort.ts';
import { isOwnerAlive, type LockOwner, readOwner, thisProcess, writeOwner } from './lock-owner.ts';

export type FileLock = {
  /**
   * Aborts when another process has removed the lock: this one stood still for so long that the other,
   * on another machine or in another container, took it for dead.
   */
  readonly lost: AbortSignal;
  /** Safe to call twice. */
  release(): Promise<void>;
};

/** A living process has the lock. */
export class LockHeldError extends Error {
  override readonly name = 'LockHeldError';
  readonly owner: LockOwner;

  constructor(owner: LockOwner) {
    super(`The lock is held by ${owner.name} (process ${owner.pid}).`);
    this.owner = owner;
  }
}

const OWNER_FILE = /^owner-[0-9a-f]+\.lock$/;
const HEARTBEAT_INTERVAL_MS = 5_000;
const CONTEST_PAUSE_MS = 10;
const CONTEST_TIMEOUT_MS = 10_000;

type LockOptions = {
  /** Who holds it, for the message of another one that is refused: as `npm start`. */
  readonly name: string;
  /** Makes what `lost` aborts with. */
  readonly lostReason?: () => unknown;
};

/**
 * Takes the lock of a directory for this process, at once or not at all. A killed owner leaves nothing to
 * repair. Makes the directory where it is missing.
 *
 * Each process that wants the lock writes a file under a name of its own and then looks for others': of
 * two, the one that looks last sees the other, so both never win. A name is never used again, so a dead
 * owner's file can be removed at any time without hitting a new owner's.
 *
 * Rejects with LockHeldError, or with the error of an owner that cannot be looked at: it may live. Own
 * code: proper-lockfile takes an owner for dead by the age of its file alone.
 */
export async function acquireFileLock(directory: string, options: LockOptions): Promise<FileLock> {
  const { name, lostReason = () => new Error('Another process has taken the lock.') } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const self = await thisProcess(directory, { name, token: randomBytes(12).toString('hex') });
  const file = join(directory, `owner-${self.token}.lock`);
  try {
    await win(directory, file, self);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return hold(file, lostReason);
}

async function win(directory: string, file: string, self: LockOwner): Promise<void> {
  const deadline = performance.now() + CONTEST_TIMEOUT_MS;
  let isWritten = false;
  for (;;) {
    const others = await livingOthers(directory, self);
    const [other] = others;
    if (isWritten && !other) return writeOwner(file, { ...self, holds: true });
    const holder = others.find(({ holds }) => holds);
    if (holder) throw new LockHeldError(holder);
    if (other && performance.now() > deadline) throw new LockHeldError(other);
    // Of those who look at the same time, the one with the least token stays; the others step back.
    if (others.some(({ token }) => token < self.token)) {
      await rm(file, { force: true });
      isWritten = false;
    } else if (!isWritten) {
      await writeOwner(file, self);
      isWritten = true;
      continue;
    }
    await pause(CONTEST_PAUSE_MS);
  }
}

function hold(file: string, lostReason: () => unknown): FileLock {
  const lost = new AbortController();
  let isReleased = false;
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch((error: NodeJS.ErrnoException) => {
      // Any other failed touch is made good by the next one.
      if (error.code === 'ENOENT' && !isReleased) lost.abort(lostReason());
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

/** The others who have or want the lock; files of dead ones are removed. */
async function livingOthers(directory: string, self: LockOwner): Promise<LockOwner[]> {
  const names = (await readdir(directory)).filter((name) => OWNER_FILE.test(name));
  const living: LockOwner[] = [];
  for (const name of names.filter((one) => !one.includes(self.token))) {
    const file = join(directory, name);
    const owner = await readOwner(file);
    if (owner && (await isOwnerAlive(owner, file, self))) living.push(owner);
    else await rm(file, { force: true });
  }
  return living;
}
