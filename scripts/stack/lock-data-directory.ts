import { join } from 'node:path';
import { acquireFileLock, type FileLock, LockHeldError } from '@grabber/primitives/file-lock';

/**
 * Makes a command the only one that runs a whole stack on a data directory, whichever database it uses. Rejects with an
 * Error that names the other command.
 */
export async function lockDataDirectory(dataDir: string, command: string): Promise<FileLock> {
  try {
    return await acquireFileLock(join(dataDir, 'lock'), { name: command });
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    const { name, pid } = error.owner;
    const todo = 'Stop it first, or set DATA_DIR to another folder.';
    throw new Error(`${dataDir} is in use by \`${name}\` (process ${pid}). ${todo}`);
  }
}
