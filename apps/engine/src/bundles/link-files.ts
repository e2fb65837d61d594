import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nullIfMissing } from '@grabber/primitives/file-errors';

// What a link needs, found by leaving out one folder after the other on the simulator, and the same that the library's
// own remote backup keeps (its RemoteAuth, requiredDirs).

const DATABASES = 'Default/IndexedDB';
const SITE = 'https_web.whatsapp.com_0.indexeddb';

/** Folders below the profile whose files are in a bundle. Everything else is not. */
const LINK_FOLDERS = [
  // The device's keys, and the account as the page has synced it: without it the page shows a QR code.
  `${DATABASES}/${SITE}.leveldb`,
  // Large values of the same databases.
  `${DATABASES}/${SITE}.blob`,
  // Who the account is, and the page's own settings. One database for all sites; a session opens no other.
  'Default/Local Storage/leveldb',
] as const;

/** LevelDB makes them again: a lock of a process, and the log of the database's own work. */
const REMADE = ['LOCK', 'LOG', 'LOG.old'];
const SAFE_NAME = /^[\w.-]{1,100}$/;

/** Where a file of a bundle belongs: relative to the profile, with `/`. */
export function isLinkFile(path: string): boolean {
  const folder = LINK_FOLDERS.find((one) => path.startsWith(`${one}/`));
  if (folder === undefined) return false;
  const names = path.slice(folder.length + 1).split('/');
  const areSafe = names.every((name) => SAFE_NAME.test(name) && !/^\.+$/.test(name));
  return areSafe && !REMADE.includes(names.at(-1) as string);
}

export type LinkFile = { readonly path: string; readonly size: number };

/** The files of a profile that a bundle holds, with their sizes, by name. */
export async function listLinkFiles(profileDir: string): Promise<LinkFile[]> {
  const found = await Promise.all(LINK_FOLDERS.map((folder) => listBelow(profileDir, folder)));
  return found.flat().sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function listBelow(profileDir: string, folder: string): Promise<LinkFile[]> {
  const names = await readdir(join(profileDir, folder), { recursive: true }).catch(nullIfMissing);
  const paths = (names ?? []).map((name) => `${folder}/${name}`).filter(isLinkFile);
  const files = paths.map(async (path) => {
    // A link is not followed, and is no file.
    const found = await lstat(join(profileDir, path));
    return found.isFile() ? [{ path, size: found.size }] : [];
  });
  return (await Promise.all(files)).flat();
}

/** Whether the profile may be linked: it holds the page's databases. */
export async function hasLinkFiles(profileDir: string): Promise<boolean> {
  const files = await listBelow(profileDir, LINK_FOLDERS[0]);
  return files.length > 0;
}
