import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { machineIdentity } from './machine-identity.ts';
import { processStartTime } from './process-identity.ts';

/** Who has, or wants, a profile. */
export type ProfileOwner = {
  readonly pid: number;
  /** When the process started: with `pid` and `machine` it names one process for good. */
  readonly started: string;
  readonly machine: string;
  /** Orders those who want the profile at the same time. */
  readonly token: string;
  /** False while it still looks whether anybody else has it. */
  readonly holds: boolean;
};

/** An owner on another machine or in another container is dead when its file was not touched for so long. */
export const FOREIGN_OWNER_DEAD_AFTER_MS = 30_000;

export async function thisProcess(token: string): Promise<ProfileOwner> {
  const started = (await processStartTime(process.pid)) ?? '';
  return { pid: process.pid, started, machine: await machineIdentity(), token, holds: false };
}

/** Writes the whole file or nothing. */
export async function writeOwner(file: string, owner: ProfileOwner): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(owner), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/**
 * Null when the file is gone, or is none that an engine has written. Rejects with any other error of
 * the file: its owner may live.
 */
export async function readOwner(file: string): Promise<ProfileOwner | null> {
  const text = await readFile(file, 'utf8').catch(nullIfMissing);
  if (text === null) return null;
  try {
    return JSON.parse(text) as ProfileOwner;
  } catch {
    return null; // Cut off by a crash of the machine.
  }
}

/**
 * `machine` is this one's identity: of another one's processes only their files can tell. Rejects with
 * the error of a process or a file that cannot be looked at.
 */
export async function isOwnerAlive(
  owner: ProfileOwner,
  file: string,
  machine: string,
): Promise<boolean> {
  if (owner.machine === machine) {
    const started = await processStartTime(owner.pid);
    if (started === null) return false;
    // Where the system does not tell two processes of one number apart, the owner counts as living.
    return started === owner.started || started === '' || owner.started === '';
  }
  const found = await stat(file).catch(nullIfMissing);
  return found !== null && Date.now() - found.mtimeMs < FOREIGN_OWNER_DEAD_AFTER_MS;
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
