import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The locks in all sessions' directories, ours and Chromium's, each as SESSION/NAME. */
export async function lockFiles(dataDir: string): Promise<string[]> {
  const root = join(dataDir, 'engine/sessions');
  const found: string[] = [];
  for (const session of await list(root)) {
    const directory = join(root, session);
    const names = [...(await list(directory)), ...(await list(join(directory, 'profile')))];
    const locks = names.filter((name) => /\.lock|^Singleton/.test(name));
    found.push(...locks.map((name) => `${session}/${name}`));
  }
  return found;
}

const list = (directory: string) => readdir(directory).catch(() => []);
