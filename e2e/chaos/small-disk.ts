import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Enough for the database with its write-ahead log, and little memory. */
const SIZE = '512m';
const CHUNK = Buffer.alloc(1 << 20);

/** A file system of its own, which can be full without harm to others. */
export type SmallDisk = {
  fill(): Promise<void>;
  free(): Promise<void>;
  unmount(): Promise<void>;
};

/** Mounts one on that directory. Null, and a line that says so, where this process may not. */
export async function mountSmallDisk(directory: string): Promise<SmallDisk | null> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=0711`, 'tmpfs', directory]);
  } catch (error) {
    console.log(`No disk is filled, because none can be mounted: ${(error as Error).message}`);
    return null;
  }
  const filler = join(directory, 'filler');
  return {
    async fill() {
      const file = await open(filler, 'w');
      try {
        for (;;) await file.write(CHUNK);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        await file.close();
      }
    },
    free: () => rm(filler, { force: true }),
    unmount: async () => {
      await run('umount', ['--lazy', directory]);
    },
  };
}
