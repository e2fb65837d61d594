import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processIdentity } from './process-identity.ts';

export type LockOwner = {
  /** For people, for example `npm start`. */
  readonly name: string;
  readonly pid: number;
  readonly identity: string;
  /** Device and inode of the directory. A copy of the directory is not locked. */
  readonly place: string;
};

export type FileLock = { release(): Promise<void> };

/** A living process holds the lock. */
export class LockHeldError extends Error {
  override readonly name = 'LockHeldError';
  readonly owner: LockOwner;

  constructor(owner: LockOwner) {
    super(`The lock is held by ${owner.name} (process ${owner.pid}).`);
    this.owner = owner;
  }
}

const RELEASED = 'released';

/** Only reached if this process stops between two steps while as many others take the lock. */
const KEPT_FILES = 100;

/**
 * Takes the lock of a directory for this process, or rejects at once.
 *
 * The lock is a series of numbered files. The highest one counts. The lock is free if that file
 * says "released" or its process is dead. The process that creates the next number (exclusively, by
 * link) holds the lock. A killed owner leaves nothing to repair, and the file of a living owner is
 * never removed.
 *
 * Rejects with LockHeldError, or with the error of a file that cannot be read, because its owner
 * may be alive.
 */
export async function acquireFileLock(directory: string, name: string): Promise<FileLock> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const { dev, ino } = await stat(directory);
  const identity = (await processIdentity(process.pid)) ?? '';
  const owner: LockOwner = { name, pid: process.pid, identity, place: `${dev}:${ino}` };
  const lockFile = (number: number) => join(directory, `${number}.lock`);
  for (;;) {
    const names = await readdir(directory);
    const last = Math.max(0, ...names.map((file) => Number(/^(\d+)\.lock$/.exec(file)?.[1] ?? 0)));
    const holder = await livingOwner(lockFile(last), owner.place);
    if (holder !== null) throw new LockHeldError(holder);
    const file = lockFile(last + 1);
    if (!(await createWhole(file, JSON.stringify(owner)))) continue;
    await rm(lockFile(last + 1 - KEPT_FILES), { force: true });
    // On a full disk the file is at least truncated. An empty file counts as free.
    return { release: () => writeFile(file, RELEASED).catch(() => {}) };
  }
}

/** The living process that holds the lock, or null. */
async function livingOwner(file: string, place: string): Promise<LockOwner | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return RELEASED; // no lock yet
    throw error;
  });
  const owner = text === RELEASED ? null : parseOwner(text);
  if (owner?.place !== place) return null;
  const identity = await processIdentity(owner.pid);
  if (identity === null) return null;
  // If the system cannot distinguish two processes with one number, the owner counts as alive.
  const isOther = identity !== '' && owner.identity !== '' && identity !== owner.identity;
  return isOther ? null : owner;
}

function parseOwner(text: string): LockOwner | null {
  try {
    return JSON.parse(text) as LockOwner;
  } catch {
    return null; // cut off by a crash of the machine
  }
}

/** False when the file exists. Readers never see a part of the text. */
async function createWhole(file: string, text: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
