import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { acquireFileLock, type FileLock, LockHeldError } from '@grabber/primitives/file-lock';

const LOOK_MS = 100;
const PATIENCE_MS = 300_000;

/**
 * Works while no other process does so with the same directory: waits for its turn. Rejects with LockHeldError when it
 * does not come.
 */
export async function oneAtATime<T>(directory: string, work: () => Promise<T>): Promise<T> {
  // The lock makes missing directories private. The one above it may be for other users, too.
  await mkdir(dirname(directory), { recursive: true });
  const lock = await takeTurn(directory);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function takeTurn(directory: string): Promise<FileLock> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await acquireFileLock(directory, { name: 'a build' });
    } catch (error) {
      if (!(error instanceof LockHeldError) || performance.now() > deadline) throw error;
      await sleep(LOOK_MS);
    }
  }
}
