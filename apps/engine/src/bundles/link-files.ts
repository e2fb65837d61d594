import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
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

async function listBelow(profileDir: string, folder: string): Promise<LinkFile[]> {
  const names = await readdir(join(profileDir, folder), { recursive: true }).catch(nullIfMissing);
  const paths = (names ?? []).map((name) => folder + name).filter(isLinkFile);
  const files = paths.map(async (path) => {
    // A link is not followed, and is no file.
    const found = await lstat(join(profileDir, path));
    return found.isFile() ? [{ path, size: found.size }] : [];
  });
  return (await Promise.all(files)).flat();
}

/** Whether the profile may be linked: it holds the page's databases. */
export async function hasLinkFiles(profileDir: string): Promise<boolean> {
  const files = await listBelow(profileDir, DATABASES);
  return files.length > 0;
}
