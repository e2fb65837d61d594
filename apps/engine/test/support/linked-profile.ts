import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { createBundleKeys } from '../../src/bundles/bundle-keys.ts';

export const DATABASE = 'Default/IndexedDB/https_web.whatsapp.com_0.indexeddb.leveldb/000003.log';
const BLOB = 'Default/IndexedDB/https_web.whatsapp.com_0.indexeddb.blob/1/00/1';
const LOCAL = 'Default/Local Storage/leveldb/MANIFEST-000001';
/** What a bundle of it holds. */
export const LINK_FILES = [BLOB, DATABASE, LOCAL];
/** Of all kinds that a bundle must not hold. */
const OTHERS = [
  'Default/Cookies',
  'Default/Cache/Cache_Data/index',
  'Default/Code Cache/js/index',
  'Default/GPUCache/data_0',
  'Default/IndexedDB/https_other.example_0.indexeddb.leveldb/000003.log',
  'Default/IndexedDB/https_web.whatsapp.com_0.indexeddb.leveldb/LOCK',
  'Default/IndexedDB/https_web.whatsapp.com_0.indexeddb.leveldb/LOG',
  'Crashpad/reports/one.dmp',
  'SingletonLock',
];

export async function folderForTest(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'bundles-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** The folder of a stopped session whose profile is linked. `size` is that of its database. */
export async function linkedProfile(size = 200_000) {
  const directory = await folderForTest();
  const profileDir = join(directory, 'profile');
  for (const path of [...LINK_FILES, ...OTHERS]) {
    await mkdir(dirname(join(profileDir, path)), { recursive: true });
    await writeFile(join(profileDir, path), path === DATABASE ? randomBytes(size) : path);
  }
  return { directory, profileDir };
}

/** The files below a folder, with their content in hex. */
export async function contentOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  const contents = paths.map(async (path): Promise<[string, string]> => {
    return [path.slice(folder.length + 1), await readFile(path, 'hex')];
  });
  return new Map(await Promise.all(contents));
}

export const FIRST_KEY = 'the-first-key-of-this-installation-0';
export const SECOND_KEY = 'the-second-key-of-this-installation';
export const KEYS = createBundleKeys({ current: FIRST_KEY, previous: [] });
export const ROTATED = createBundleKeys({ current: SECOND_KEY, previous: [FIRST_KEY] });

export const PLACE = { session_id: 'one', generation: 7 };

/** What a bundle of that place says of itself. */
export function labelOf(place: typeof PLACE) {
  const sealed_at = new Date().toISOString();
  return { ...place, sealed_at, seal_id: '0123456789abcdef', lease_generation: 3 };
}

/** The bytes as a stream, in pieces of odd sizes. */
export function inPieces(bytes: Buffer, size = 5_000): Readable {
  const count = Math.ceil(bytes.length / size);
  const pieces = Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  return Readable.from(pieces);
}
