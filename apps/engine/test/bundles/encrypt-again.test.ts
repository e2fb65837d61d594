import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createBundleKeys } from '../../src/bundles/bundle-keys.ts';
import type { BundleStore } from '../../src/bundles/bundle-store.ts';
import { createDirectoryStore } from '../../src/bundles/directory-store.ts';
import { encryptBundlesAgain } from '../../src/bundles/encrypt-again.ts';
import { createS3Store } from '../../src/bundles/s3-store.ts';
import { openProfile, withSealedProfile } from '../../src/bundles/seal-profile.ts';
import {
  folderForTest,
  KEYS,
  labelOf,
  linkedProfile,
  ROTATED,
  SECOND_KEY,
} from '../support/linked-profile.ts';
import { startS3Server } from '../support/s3-server.ts';

const NEW_ALONE = createBundleKeys({ current: SECOND_KEY, previous: [] });
const PLACES = [
  { session_id: 'one', generation: 1 },
  { session_id: 'one', generation: 2 },
  { session_id: 'two', generation: 9 },
];

async function fill(store: BundleStore) {
  for (const place of PLACES) {
    const options = { keys: KEYS, label: labelOf(place), ...(await linkedProfile(90_000)) };
    await withSealedProfile({ ...options, record: '{}' }, (sealed) => store.put(place, sealed));
  }
}

const STORES: [string, () => Promise<BundleStore>][] = [
  ['a directory', async () => createDirectoryStore(join(await folderForTest(), 'store'))],
  ['an S3 server', async () => createS3Store((await startS3Server()).settings)],
];

it.each(STORES)(
  'all bundles of %s need the new key alone, and nothing is done twice',
  async (_, open) => {
    const store = await open();
    await fill(store);
    const folder = await folderForTest();
    const done = await encryptBundlesAgain(store, ROTATED, folder);
    expect(done).toEqual({ changed: 3, unreadable: 0 });
    for (const place of PLACES) {
      const profileDir = join(await folderForTest(), 'profile');
      const opened = openProfile(await store.get(place), { keys: NEW_ALONE, place, profileDir });
      await expect(opened).resolves.toBe('{}');
    }
    expect(await encryptBundlesAgain(store, ROTATED, folder)).toEqual({
      changed: 0,
      unreadable: 0,
    });
  },
);

it('a damaged bundle, and one of a lost key, stay as they are and are counted', async () => {
  const root = await folderForTest();
  const store = createDirectoryStore(root);
  await fill(store);
  const file = join(root, 'two/0000000009.bundle');
  const bytes = await readFile(file);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  await writeFile(file, bytes);
  const folder = await folderForTest();
  expect(await encryptBundlesAgain(store, ROTATED, folder)).toEqual({ changed: 2, unreadable: 1 });
  expect((await readFile(file)).equals(bytes)).toBe(true);
  const lost = await encryptBundlesAgain(store, KEYS, folder);
  expect(lost).toEqual({ changed: 0, unreadable: 2 });
});
