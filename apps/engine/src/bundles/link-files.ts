import { lstat, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { nullIfMissing } from '@grabber/primitives/file-errors';

// What a link needs, found by leaving out one folder after the other on the simulator, and the same that the library's
// own remote backup keeps (its RemoteAuth, requiredDirs).

const DATABASES = 'Default/IndexedDB/';
const LOCAL_STORAGE = 'Default/Local Storage/';

/** How the paths of a bundle's files begin, relative to the profile. Nothing else of a profile is in a bundle. */
const LINK_PATHS = [
  // The device's keys, and the account as the page has synced it: without it the page shows a QR code. Chromium keeps the
  // databases of a site in `.leveldb`, and their large values in `.blob`.
  { folder: DATABASES, begins: 'https_web.whatsapp.com_0.indexeddb.' },
  // Who the account is, and the page's own settings. One database for all sites; a session opens no other.
  { folder: LOCAL_STORAGE, begins: 'leveldb/' },
] as const;

/** LevelDB makes them again: a lock of a process, and the log of the database's own work. */
const REMADE = ['LOCK', 'LOG', 'LOG.old'];
const SAFE_NAME = /^[\w.-]{1,100}$/;

/** Whether a file belongs into a bundle. The path is relative to the profile, with `/`. */
export function isLinkFile(path: string): boolean {
  const found = LINK_PATHS.find(({ folder, begins }) => path.startsWith(folder + begins));
  if (!found) return false;
  const names = path.slice(found.folder.length).split('/');
  const areSafe = names.every((name) => SAFE_NAME.test(name) && !/^\.+$/.test(name));
  return areSafe && !REMADE.includes(names.at(-1) as string);
}

export type LinkFile = { readonly path: string; readonly size: number };

/** The files of a profile that a bundle holds, with their sizes, by name. */
export async function listLinkFiles(profileDir: string): Promise<LinkFile[]> {
  const found = await Promise.all([
    listBelow(profileDir, DATABASES),
    listBelow(profileDir, LOCAL_STORAGE),
  ]);
  return found.flat().sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** No link is followed: the browser could lead us to files of another session. */
async function listBelow(profileDir: string, folder: string): Promise<LinkFile[]> {
  const root = join(profileDir, folder);
  if (!(await isOwnFolder(dirname(root))) || !(await isOwnFolder(root))) return [];
  // Without types it would go through links to folders.
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(profileDir, join(parentPath, name)))
    .filter(isLinkFile);
  return Promise.all(
    paths.map(async (path) => ({ path, size: (await lstat(join(profileDir, path))).size })),
  );
}

async function isOwnFolder(path: string): Promise<boolean> {
  const found = await lstat(path.replace(/\/$/, '')).catch(nullIfMissing);
  return found?.isDirectory() ?? false;
}

/** Whether the profile may be linked: it holds the page's databases. */
export async function hasLinkFiles(profileDir: string): Promise<boolean> {
  const files = await listBelow(profileDir, DATABASES);
  return files.length > 0;
}
