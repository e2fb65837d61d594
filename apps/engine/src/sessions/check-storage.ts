import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A block of most file systems: a full disk still accepts an empty file. */
const PROBE = Buffer.alloc(4_096);

/** Writes a file below `dataDir`. Rejects with the system's error when sessions cannot be stored there. */
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
