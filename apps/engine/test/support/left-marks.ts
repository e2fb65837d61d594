import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The locks that lie in a session's directory, ours and Chromium's. */
export async function leftMarks(dataDir: string, sessionId: string): Promise<string[]> {
  const directory = join(dataDir, 'engine/sessions', sessionId);
  const entries = [...(await namesIn(directory)), ...(await namesIn(join(directory, 'profile')))];
  return entries.filter((entry) => /\.lock|^Singleton/.test(entry));
}

/** A session that was stopped early has no profile yet. */
async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
