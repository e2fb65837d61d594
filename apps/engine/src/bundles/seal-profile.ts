import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { type BundleLabel, type BundlePlace, damaged } from './bundle-header.ts';
import type { BundleKeys } from './bundle-keys.ts';
import type { SealedFile } from './bundle-store.ts';
import { openBytes, sealBytes } from './chunk-cipher.ts';
import { packProfile, unpackProfile } from './pack-profile.ts';

/** In the folder of the session; removed when they are left of a process that was killed. */
export const SEALING = 'bundle.sealing';

type SealOptions = {
  readonly keys: BundleKeys;
  readonly label: BundleLabel;
  /** The folder of the session. */
  readonly directory: string;
  readonly profileDir: string;
  /** The text of the session's record. */
  readonly record: string;
};

/** Seals a stopped profile into a file, calls `use` with it, and removes it. */
export async function withSealedProfile<T>(
  options: SealOptions,
  use: (sealed: SealedFile) => Promise<T>,
): Promise<T> {
  const { keys, label } = options;
  const archive = await packProfile(options.profileDir, options.record);
  const seal = (plain: AsyncIterable<Buffer>) => sealBytes(plain, keys, label);
  const file = join(options.directory, SEALING);
  try {
    const sealed = await writeSealed(file, (target) =>
      pipeline(archive, createZstdCompress(), seal, target),
    );
    return await use(sealed);
  } finally {
    await rm(file, { force: true });
  }
}

/** Writes a bundle to a file of mode 0600, and counts and hashes what is written. */
async function writeSealed(
  file: string,
  write: (target: (source: AsyncIterable<Buffer>) => Promise<void>) => Promise<void>,
): Promise<SealedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  await rm(file, { force: true });
  await write(async (source) => {
    const counted = async function* () {
      for await (const chunk of source) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    await pipeline(counted, createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true }));
  });
  return { file, bytes, sha256: hash.digest('hex') };
}

/**
 * Opens a bundle into a new folder, and answers the text of the session's record. The caller removes the folder when it
 * rejects. Rejects with ServiceError BUNDLE_DAMAGED or BUNDLE_KEY_UNKNOWN, or as `sealed` does.
 */
export async function openProfile(
  sealed: AsyncIterable<Buffer>,
  { keys, place, profileDir }: { keys: BundleKeys; place: BundlePlace; profileDir: string },
): Promise<string> {
  let record = '';
  const open = (bytes: AsyncIterable<Buffer>) => openBytes(bytes, keys, place);
  await pipeline(sealed, open, createZstdDecompress(), async (archive) => {
    record = await unpackProfile(archive, profileDir);
  }).catch((error: NodeJS.ErrnoException) => {
    // Only one who has the key can make such a bundle.
    throw error.code?.startsWith('ZSTD_') ? damaged('It cannot be unpacked.', error) : error;
  });
  return record;
}

/** Encrypts a bundle again with the current key, without unpacking it. The draft is whole when it resolves. */
export async function sealAgain(
  sealed: AsyncIterable<Buffer>,
  { keys, place, draft }: { keys: BundleKeys; place: BundlePlace; draft: string },
): Promise<SealedFile> {
  return writeSealed(draft, (target) =>
    pipeline(
      sealed,
      async function* (bytes: AsyncIterable<Buffer>) {
        let label: BundleLabel | null = null;
        const plain = openBytes(bytes, keys, place, (header) => {
          label = header;
        });
        // The first chunk comes after the header.
        const first = await plain.next();
        const all = async function* () {
          if (!first.done) yield first.value;
          yield* plain;
        };
        if (label) yield* sealBytes(all(), keys, label);
      },
      target,
    ),
  );
}
