import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const GIB = 1024 ** 3;
const FOLDER = /^grabber-tests-(\d+)$/;

/** What the whole run keeps at once at most takes less than half of this. */
export const NEEDED = { memoryBytes: 8 * GIB, folderBytes: 4 * GIB };

/**
 * Puts the temporary files of all tests into memory, where there is enough of it: databases and profiles of browsers are
 * made and removed by the thousand, and ext4 passes over each file that was deleted in the last minute before it makes a
 * new one.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  const folder = await makeMemoryFolder('/dev/shm', NEEDED);
  if (folder === null) return undefined;
  process.env.TMPDIR = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/**
 * Makes the folder of this process, and removes those that killed runs have left. Null: there is no such root (another
 * system than Linux), too little room in it or in memory, or no program may run there, as in containers.
 */
export async function makeMemoryFolder(
  root: string,
  needed: typeof NEEDED,
): Promise<string | null> {
  try {
    await removeLeft(root);
    const { bavail, bsize } = await statfs(root);
    if (bavail * bsize < needed.folderBytes || freemem() < needed.memoryBytes) return null;
    const folder = join(root, `grabber-tests-${process.pid}`);
    await rm(folder, { recursive: true, force: true });
    // The Postgres and the browsers of root are other users: each test's own folder is closed to all but its own.
    await mkdir(folder, { mode: 0o711 });
    if (await mayRunPrograms(folder)) return folder;
    await rm(folder, { recursive: true });
    return null;
  } catch {
    // The disk does as well.
    return null;
  }
}

/** Tests unpack a browser. */
async function mayRunPrograms(folder: string): Promise<boolean> {
  const program = join(folder, 'program');
  await writeFile(program, '#!/bin/sh\n', { mode: 0o755 });
  const runs = await promisify(execFile)(program).then(
    () => true,
    () => false,
  );
  await rm(program);
  return runs;
}

async function removeLeft(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const pid = FOLDER.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    // That of another user stays.
    await rm(join(root, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
