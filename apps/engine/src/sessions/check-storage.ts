import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A block of most file systems: on a full disk an empty file can still be made. */
const PROBE = Buffer.alloc(4_096);

/** Rejects with the system's reason when sessions could not be written below `dataDir`. */
export async function checkStorage(dataDir: string): Promise<void> {
  const directory = join(dataDir, 'engine');
  const file = join(directory, `probe-${randomBytes(6).toString('hex')}`);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  try {
    await writeFile(file, PROBE);
  } finally {
    await rm(file, { force: true });
  }
}
