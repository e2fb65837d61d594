import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createBundleKeys } from '../../src/bundles/bundle-keys.ts';
import { openBytes } from '../../src/bundles/chunk-cipher.ts';
import { listLinkFiles } from '../../src/bundles/link-files.ts';
import { openProfile, sealAgain, withSealedProfile } from '../../src/bundles/seal-profile.ts';
import {
  contentOf,
  DATABASE,
  FIRST_KEY,
  folderForTest,
  inPieces,
  KEYS,
  LINK_FILES,
  labelOf,
  linkedProfile,
  PLACE,
  ROTATED,
  SECOND_KEY,
} from '../support/linked-profile.ts';

const RECORD = JSON.stringify({ phoneNumber: '6281234567890' });
const FLIPS = 40;

async function seal(size?: number) {
  const folder = await linkedProfile(size);
  const options = { keys: KEYS, label: labelOf(PLACE), ...folder, record: RECORD };
  const bundle = await withSealedProfile(options, async (sealed) => {
    const bytes = await readFile(sealed.file);
    expect(bytes).toHaveLength(sealed.bytes);
    expect((await stat(sealed.file)).mode & 0o777).toBe(0o600);
    return bytes;
  });
  return { ...folder, bundle };
}

async function open(bundle: Buffer, { keys = KEYS, place = PLACE } = {}) {
  const profileDir = join(await folderForTest(), 'profile');
  return { profileDir, record: await openProfile(inPieces(bundle), { keys, place, profileDir }) };
}

it('a bundle brings back the record and every file of the link, and nothing else', async () => {
  const { profileDir, directory, bundle } = await seal();
  const opened = await open(bundle);
  expect(opened.record).toBe(RECORD);
  const before = await contentOf(profileDir);
  const after = await contentOf(opened.profileDir);
  expect([...after.keys()]).toEqual(LINK_FILES);
  for (const path of LINK_FILES) expect(after.get(path)).toBe(before.get(path));
  expect((await stat(opened.profileDir)).mode & 0o777).toBe(0o700);
  expect((await stat(join(opened.profileDir, DATABASE))).mode & 0o777).toBe(0o600);
  expect(await contentOf(directory).then((files) => files.size)).toBe(before.size);
});

it('holds no link, pipe or odd name of a profile, and nothing that a link leads to', async () => {
  const { profileDir } = await linkedProfile(10);
  const outside = await folderForTest();
  for (const name of ['000009.ldb', 'leveldb/000009.ldb']) {
    await mkdir(dirname(join(outside, name)), { recursive: true });
    await writeFile(join(outside, name), 'of another session');
  }
  const databases = join(profileDir, 'Default/IndexedDB');
  const blob = join(databases, 'https_web.whatsapp.com_0.indexeddb.blob');
  await symlink(outside, join(blob, '2'));
  await symlink('.', join(blob, '3'));
  await symlink(join(outside, '000009.ldb'), join(blob, '4'));
  await symlink(outside, join(databases, 'https_web.whatsapp.com_0.indexeddb.other'));
  await writeFile(join(blob, 'a b'), 'odd');
  await promisify(execFile)('mkfifo', [join(blob, '5')]);
  const paths = async () => (await listLinkFiles(profileDir)).map(({ path }) => path);
  expect(await paths()).toEqual(LINK_FILES);
  await rm(join(profileDir, 'Default/Local Storage'), { recursive: true });
  await symlink(outside, join(profileDir, 'Default/Local Storage'));
  expect(await paths()).toEqual([LINK_FILES[0], LINK_FILES[1]]);
  await rename(join(profileDir, 'Default'), join(outside, 'Default'));
  await symlink(join(outside, 'Default'), join(profileDir, 'Default'));
  expect(await paths()).toEqual([]);
});

it.each([0, 1, 65_536, 500_000])('a database of %i bytes comes back as it was', async (size) => {
  const { profileDir, bundle } = await seal(size);
  const opened = await open(bundle);
  expect((await contentOf(opened.profileDir)).get(DATABASE)).toBe(
    (await contentOf(profileDir)).get(DATABASE),
  );
});

it('a bundle shows the id of its session, its generation and its time, and no phone number', async () => {
  const { bundle } = await seal();
  const text = bundle.toString('latin1');
  expect(text).toContain('"session_id":"one","generation":7,"sealed_at":"20');
  expect(text).not.toContain('6281234567890');
  expect(text).not.toContain('IndexedDB');
});

/** Opens it without unpacking it, with one bit changed. */
async function openFlipped(bundle: Buffer, bit: number, keys = KEYS): Promise<void> {
  const changed = Buffer.from(bundle);
  changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  for await (const _ of openBytes(inPieces(changed), keys, PLACE));
}

it('one flipped bit anywhere is refused', async () => {
  const { bundle } = await seal();
  const places = Array.from({ length: FLIPS }, () => randomInt(bundle.length * 8));
  for (const bit of [...places, bundle.length * 8 - 1]) {
    await expect(openFlipped(bundle, bit), `bit ${bit}`).rejects.toMatchObject({
      code: 'BUNDLE_DAMAGED',
    });
  }
});

it('each flipped bit of the header is damage, also one in the id of a key that is known', async () => {
  const { bundle } = await seal(10);
  const bits = 8 * (6 + bundle.readUInt16BE(4));
  for (let bit = 0; bit < bits; bit += 1) {
    await expect(openFlipped(bundle, bit, ROTATED), `bit ${bit}`).rejects.toMatchObject({
      code: 'BUNDLE_DAMAGED',
    });
  }
});

it('a bundle that is cut off anywhere is refused, also between two chunks', async () => {
  const { bundle } = await seal();
  const headerBytes = 6 + bundle.readUInt16BE(4);
  const chunkBytes = 65_536 + 16;
  const ends = [0, 3, 5, 100, headerBytes, headerBytes + chunkBytes, headerBytes + 2 * chunkBytes];
  for (const end of [...ends, bundle.length - 1]) {
    await expect(open(bundle.subarray(0, end)), `end ${end}`).rejects.toMatchObject({
      code: 'BUNDLE_DAMAGED',
    });
  }
});

it('chunks that change places, are repeated or are added are refused', async () => {
  const { bundle } = await seal();
  const header = bundle.subarray(0, 6 + bundle.readUInt16BE(4));
  const [first, second, rest] = [0, 1, 2].map((index) => {
    const from = header.length + index * (65_536 + 16);
    return bundle.subarray(from, index < 2 ? from + 65_536 + 16 : undefined);
  }) as [Buffer, Buffer, Buffer];
  const orders = [
    [second, first, rest],
    [first, first, rest],
    [first, rest],
    [first, second, rest, rest],
    [first, second, rest, Buffer.from([0])],
  ];
  for (const order of orders) {
    await expect(open(Buffer.concat([header, ...order]))).rejects.toMatchObject({
      code: 'BUNDLE_DAMAGED',
    });
  }
});

it('a bundle in the place of another session or generation is refused', async () => {
  const { bundle } = await seal();
  const other = { session_id: 'two', generation: 7 };
  await expect(open(bundle, { place: other })).rejects.toMatchObject({ code: 'BUNDLE_DAMAGED' });
  const newer = { session_id: 'one', generation: 8 };
  await expect(open(bundle, { place: newer })).rejects.toMatchObject({ code: 'BUNDLE_DAMAGED' });
});

it('a replaced key opens a bundle, and another key does not', async () => {
  const { bundle } = await seal();
  expect((await open(bundle, { keys: ROTATED })).record).toBe(RECORD);
  const other = createBundleKeys({ current: SECOND_KEY, previous: [] });
  await expect(open(bundle, { keys: other })).rejects.toMatchObject({ code: 'BUNDLE_KEY_UNKNOWN' });
});

it('a bundle that is encrypted again needs the new key alone, and keeps its time', async () => {
  const { profileDir, bundle } = await seal();
  const draft = join(await folderForTest(), 'draft');
  await sealAgain(inPieces(bundle), { keys: ROTATED, place: PLACE, draft });
  const again = await readFile(draft);
  const sealedAt = (bytes: Buffer) => /"sealed_at":"[^"]+"/.exec(bytes.toString('latin1'))?.[0];
  expect(sealedAt(again)).toBe(sealedAt(bundle));
  const old = createBundleKeys({ current: FIRST_KEY, previous: [] });
  await expect(open(again, { keys: old })).rejects.toMatchObject({ code: 'BUNDLE_KEY_UNKNOWN' });
  const opened = await open(again, {
    keys: createBundleKeys({ current: SECOND_KEY, previous: [] }),
  });
  expect((await contentOf(opened.profileDir)).get(DATABASE)).toBe(
    (await contentOf(profileDir)).get(DATABASE),
  );
});

it('two bundles of one profile have nothing in common but their headers', async () => {
  const folder = await linkedProfile(1_000);
  const options = { keys: KEYS, label: labelOf(PLACE), ...folder, record: RECORD };
  const bytes = () => withSealedProfile(options, ({ file }) => readFile(file));
  const [one, two] = [await bytes(), await bytes()];
  expect(one.subarray(-500).equals(two.subarray(-500))).toBe(false);
});
