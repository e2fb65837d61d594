import { randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import {
  copyFile,
  type FileHandle,
  link,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
} from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { isServiceError } from '@grabber/service-kit/service-error';
import type { BundlePlace } from './bundle-header.ts';
import {
  alreadyThere,
  type BundleStore,
  bundleName,
  generationOf,
  newestFirst,
  notThere,
  placeOf,
  type SealedFile,
  unavailable,
  withStoreErrors,
} from './bundle-store.ts';

/** At the end of the name of half an upload. */
const DRAFT = '.part';
/** No upload takes so long. */
const DRAFT_LIFETIME_MS = 24 * 60 * 60_000;

/** Bundles below a folder, which may be on a volume that several engines share. */
export function createDirectoryStore(root: string): BundleStore {
  const folderOf = (sessionId: string) => join(root, sessionId);
  const fileOf = ({ session_id, generation }: BundlePlace) =>
    join(folderOf(session_id), bundleName(generation));
  const list = async (sessionId: string) => {
    const names = await readdir(folderOf(sessionId)).catch(nullIfMissing);
    return newestFirst((names ?? []).map(generationOf));
  };
  return {
    put: (place, sealed, { replace } = { replace: false }) =>
      inStore(async () => {
        await mkdir(folderOf(place.session_id), { recursive: true, mode: 0o700 });
        await putFile(sealed, fileOf(place), replace).catch((error) => {
          throw error.code === 'EEXIST' ? alreadyThere(place) : error;
        });
        await removeDrafts(folderOf(place.session_id), DRAFT_LIFETIME_MS);
      }),
    get: (place) =>
      inStore(async () => {
        const handle = await open(fileOf(place), 'r').catch((error) => {
          throw error.code === 'ENOENT' ? notThere(place.generation, error) : error;
        });
        const bytes = createReadStream('', { fd: handle });
        return Readable.from(withStoreErrors(bytes, explain), { objectMode: false });
      }),
    list: (sessionId) => inStore(() => list(sessionId)),
    listAll: () =>
      inStore(async () => {
        const names = (await readdir(root, { recursive: true }).catch(nullIfMissing)) ?? [];
        return names.map(placeOf).filter((place) => place !== null);
      }),
    remove: (place) =>
      inStore(async () => {
        await rm(fileOf(place), { force: true });
        const folder = folderOf(place.session_id);
        if ((await list(place.session_id)).length === 0) await removeDrafts(folder, 0);
        // Fails as long as others are in it.
        await rmdir(folder).catch(() => undefined);
      }),
  };
}

/** Removes what engines that were killed have left of their uploads. The last bundle of a session takes all of it along. */
async function removeDrafts(folder: string, olderThanMs: number): Promise<void> {
  const names = (await readdir(folder).catch(nullIfMissing)) ?? [];
  const drafts = names.filter((name) => name.endsWith(DRAFT)).map((name) => join(folder, name));
  const before = Date.now() - olderThanMs;
  for (const draft of drafts) {
    const found = await stat(draft).catch(nullIfMissing);
    if (found && found.mtimeMs <= before) await rm(draft, { force: true });
  }
}

async function inStore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explain(error);
  }
}

function explain(error: unknown): unknown {
  if (isServiceError(error)) return error;
  return unavailable((error as NodeJS.ErrnoException).code ?? 'a file error', error);
}

/**
 * Copies a file beside its place and moves it there in one step, once it is on the disk. Rejects with EEXIST where a file
 * is there: a link, unlike a rename, replaces none.
 */
async function putFile({ file }: SealedFile, target: string, replace: boolean): Promise<void> {
  const draft = `${target}.${randomBytes(6).toString('hex')}${DRAFT}`;
  try {
    await copyFile(file, draft, constants.COPYFILE_EXCL);
    await flush(draft, async (handle) => handle.chmod(0o600));
    await (replace ? rename(draft, target) : link(draft, target));
    await flush(join(target, '..'));
  } finally {
    await rm(draft, { force: true });
  }
}

/** Writes a file, or the names in a folder, to the disk. */
async function flush(path: string, before?: (handle: FileHandle) => Promise<void>): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await before?.(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
