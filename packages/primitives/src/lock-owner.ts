import { readFile, stat } from 'node:fs/promises';
import { nullIfMissing } from './file-errors.ts';
import { machineIdentity, processStartTime } from './process-identity.ts';
import { replaceFile } from './replace-file.ts';

/** A process that holds, or wants, the lock of a directory; this is what its file says. */
export type LockOwner = {
  /** For people, as `npm start`. */
  readonly name: string;
  readonly pid: number;
  /** When the process started: with `pid` and `machine` it names one process for good. */
  readonly started: string;
  readonly machine: string;
  /** Device and inode of the directory, which a copy does not share. Files of older versions lack it. */
  readonly place?: string;
  /** Orders those who want the lock at the same time. */
  readonly token: string;
  /** False while it still looks whether another one has it. */
  readonly holds: boolean;
};

/** An owner on another machine or in another container is dead when its file was not touched for so long. */
export const FOREIGN_OWNER_DEAD_AFTER_MS = 30_000;

/** This process, as one that wants the lock. */
export async function thisProcess(
  directory: string,
  { name, token }: Pick<LockOwner, 'name' | 'token'>,
): Promise<LockOwner> {
  const { dev, ino } = await stat(directory);
  const started = (await processStartTime(process.pid)) ?? '';
  const machine = await machineIdentity();
  const place = `${dev}:${ino}`;
  return { name, pid: process.pid, started, machine, place, token, holds: false };
}

/** Writes the whole file or nothing. */
export async function writeOwner(file: string, owner: LockOwner): Promise<void> {
  await replaceFile(file, JSON.stringify(owner));
}

/** Null when the file is gone or damaged. Rejects with any other error of the file: its owner may live. */
export async function readOwner(file: string): Promise<LockOwner | null> {
  const text = await readFile(file, 'utf8').catch(nullIfMissing);
  if (text === null) return null;
  try {
    return JSON.parse(text) as LockOwner;
  } catch {
    return null; // Cut off by a crash of the machine.
  }
}

/**
 * Whether the owner that a file names lives, as far as `self` can tell. Rejects with the error of a
 * process or a file that cannot be looked at.
 */
export async function isOwnerAlive(
  owner: LockOwner,
  file: string,
  self: LockOwner,
): Promise<boolean> {
  if (owner.machine !== self.machine) {
    const found = await stat(file).catch(nullIfMissing);
    return found !== null && Date.now() - found.mtimeMs < FOREIGN_OWNER_DEAD_AFTER_MS;
  }
  if (owner.place !== undefined && owner.place !== self.place) return false;
  const started = await processStartTime(owner.pid);
  if (started === null) return false;
  // Where the system does not tell two processes of one number apart, the owner counts as living.
  return started === owner.started || started === '' || owner.started === '';
}
