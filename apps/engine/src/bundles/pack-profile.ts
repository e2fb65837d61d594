import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract, type Header, type Pack, pack } from 'tar-stream';
import { damaged } from './bundle-header.ts';
import { isLinkFile, type LinkFile, listLinkFiles } from './link-files.ts';

/** The session's record, beside the files of its profile. */
const RECORD = 'session.json';
const MAX_RECORD_BYTES = 4 * 1_024 * 1_024;
const PROFILE = 'profile/';
/** The largest linked account is far below both. */
const MAX_FILES = 20_000;
const MAX_BYTES = 4 * 1_024 * 1_024 * 1_024;

type Entry = AsyncIterable<Buffer> & { readonly header: Header };

/** The archive of a stopped profile: a stream of tar, without owners, times and modes. */
export async function packProfile(
  profileDir: string,
  record: string,
): Promise<AsyncIterable<Buffer>> {
  const files = await listLinkFiles(profileDir);
  if (files.length === 0) throw damaged('The profile holds no link, so nothing was sealed.');
  const archive = pack();
  // What fails shows on the archive itself, which its reader waits for.
  addAll(archive, { profileDir, files, record }).catch((error: Error) => archive.destroy(error));
  return archive as AsyncIterable<unknown> as AsyncIterable<Buffer>;
}

async function addAll(
  archive: Pack,
  content: { profileDir: string; files: readonly LinkFile[]; record: string },
): Promise<void> {
  const header = { mode: 0o600, mtime: new Date(0) };
  await new Promise<void>((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve());
    archive.entry({ ...header, name: RECORD }, content.record, done);
  });
  for (const { path, size } of content.files) {
    const entry = archive.entry({ ...header, name: PROFILE + path, size });
    // A file that changes its size meanwhile is refused by the archive.
    await pipeline(createReadStream(join(content.profileDir, path)), entry);
  }
  archive.finalize();
}

/**
 * Unpacks an archive into a new folder, and answers the text of the record. Only what `packProfile` packs is accepted:
 * plain files with the names of a link. Throws ServiceError BUNDLE_DAMAGED.
 */
export async function unpackProfile(
  archive: AsyncIterable<Buffer>,
  profileDir: string,
): Promise<string> {
  await mkdir(profileDir, { mode: 0o700 });
  const entries = extract();
  // From here on it must be listening: an entry that comes before is lost.
  const reading = readEntries(
    entries as AsyncIterable<unknown> as AsyncIterable<Entry>,
    profileDir,
  );
  // The first error is the reason; the other stream only says that it was ended.
  const [, record] = await Promise.all([pipeline(archive, entries), reading]).catch(
    async (error) => {
      await reading.catch(() => undefined);
      throw error;
    },
  );
  return record;
}

async function readEntries(entries: AsyncIterable<Entry>, profileDir: string): Promise<string> {
  let record: string | null = null;
  let bytes = 0;
  let files = 0;
  for await (const entry of entries) {
    const { name, type, size } = entry.header;
    bytes += size;
    files += 1;
    if (type !== 'file') throw damaged('It holds something that is no file.');
    if (bytes > MAX_BYTES || files > MAX_FILES) throw damaged('It is too large.');
    if (name === RECORD && record === null && size <= MAX_RECORD_BYTES) {
      record = await readText(entry);
    } else {
      const path = name.startsWith(PROFILE) ? name.slice(PROFILE.length) : '';
      if (!isLinkFile(path)) throw damaged('It holds a file that no link has.');
      await writeEntry(entry, join(profileDir, path));
    }
  }
  if (record === null) throw damaged('It holds no record of its session.');
  return record;
}

async function readText(entry: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of entry) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/** A file that is there already is refused: no archive names one twice. */
async function writeEntry(entry: Entry, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? damaged('It holds one file twice.') : error;
  });
  // The stream closes the file.
  await pipeline(entry, handle.createWriteStream({ flush: true }));
}
