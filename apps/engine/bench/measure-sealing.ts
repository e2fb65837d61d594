import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createLogger } from '@grabber/service-kit/logger';
import { createBundleKeys } from '../src/bundles/bundle-keys.ts';
import { createDirectoryStore } from '../src/bundles/directory-store.ts';
import { createProfileBundles } from '../src/bundles/profile-bundles.ts';

const ID = 'sealed';
const MB = 1_000_000;
/** Of the page's databases, where Chromium keeps large values. */
const FILE = 'Default/IndexedDB/https_web.whatsapp.com_0.indexeddb.blob/1/00';
const FILE_BYTES = 10 * MB;
const RECORD = '{}';

export type Sealed = {
  readonly profileBytes: number;
  readonly bytes: number;
  readonly sealMs: number;
  readonly restoreMs: number;
};

/** Seals and restores databases of that size. Half of each file cannot be compressed, as keys and encrypted values. */
export async function measureSealing(profileBytes: number): Promise<Sealed> {
  const folder = await mkdtemp(join(tmpdir(), 'grabber-bench-'));
  try {
    const bundles = createProfileBundles({
      store: createDirectoryStore(join(folder, 'store')),
      keys: createBundleKeys({ current: `bench-${'p'.repeat(40)}`, previous: [] }),
      clock: () => new Date(),
      logger: createLogger({ service: 'engine', level: 'silent' }),
    });
    const [source, target] = ['source', 'target'].map((name) => {
      const directory = join(folder, name);
      return { directory, profileDir: join(directory, 'profile') };
    });
    if (!source || !target) throw new Error('There is no folder');
    await mkdir(target.directory);
    await fill(source.profileDir, profileBytes);
    const sealing = performance.now();
    const none = {
      generation: 0,
      attempt: null,
      isNewLink: false,
      leaseGeneration: 0,
      begin: async () => RECORD,
    };
    const { bytes, generation } = await bundles.seal(ID, source, none);
    const restoring = performance.now();
    await bundles.restore(ID, target, { generation });
    const [sealMs, restoreMs] = [restoring - sealing, performance.now() - restoring];
    return { profileBytes, bytes, sealMs, restoreMs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(profileDir: string, bytes: number): Promise<void> {
  for (let at = 0; at < bytes; at += FILE_BYTES) {
    const size = Math.min(FILE_BYTES, bytes - at);
    const path = join(profileDir, FILE, String(at / FILE_BYTES));
    await mkdir(dirname(path), { recursive: true });
    const half = Math.floor(size / 2);
    await writeFile(path, Buffer.concat([randomBytes(half), Buffer.alloc(size - half, RECORD)]));
  }
}
