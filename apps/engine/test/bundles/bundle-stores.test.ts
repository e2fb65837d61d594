import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { BundleStore, SealedFile } from '../../src/bundles/bundle-store.ts';
import { createDirectoryStore } from '../../src/bundles/directory-store.ts';
import { createS3Store } from '../../src/bundles/s3-store.ts';
import { folderForTest } from '../support/linked-profile.ts';
import { startS3Server, startS3Stub } from '../support/s3-server.ts';

const place = (generation: number, session_id = 'one') => ({ session_id, generation });

async function sealedFile(text: string): Promise<SealedFile> {
  const file = join(await folderForTest(), 'bundle.sealing');
  await writeFile(file, text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { file, bytes: Buffer.byteLength(text), sha256 };
}

const STORES: [string, () => Promise<BundleStore>][] = [
  ['a directory', async () => createDirectoryStore(join(await folderForTest(), 'store'))],
  ['an S3 server', async () => createS3Store((await startS3Server()).settings)],
];

describe.each(STORES)('%s', (_, openStore) => {
  it('gives back what was put, byte for byte', async () => {
    const store = await openStore();
    const text = 'bundle '.repeat(50_000);
    await store.put(place(3), await sealedFile(text));
    expect((await buffer(await store.get(place(3)))).toString()).toBe(text);
  });

  it('lists the generations of one session, the newest first, and those of all', async () => {
    const store = await openStore();
    expect(await store.list('one')).toEqual([]);
    expect(await store.listAll()).toEqual([]);
    for (const generation of [9, 10, 100]) {
      await store.put(place(generation), await sealedFile(String(generation)));
    }
    await store.put(place(1, 'one-more'), await sealedFile('other'));
    expect(await store.list('one')).toEqual([100, 10, 9]);
    expect(await store.list('one-more')).toEqual([1]);
    expect(await store.listAll()).toHaveLength(4);
  });

  it('refuses a second bundle of one generation, and keeps the first', async () => {
    const store = await openStore();
    await store.put(place(3), await sealedFile('first'));
    const second = store.put(place(3), await sealedFile('second'));
    await expect(second).rejects.toMatchObject({ code: 'BUNDLE_EXISTS' });
    expect((await buffer(await store.get(place(3)))).toString()).toBe('first');
  });

  it('replaces a bundle when it is told to', async () => {
    const store = await openStore();
    await store.put(place(3), await sealedFile('first'));
    await store.put(place(3), await sealedFile('second'), { replace: true });
    expect((await buffer(await store.get(place(3)))).toString()).toBe('second');
    expect(await store.list('one')).toEqual([3]);
  });

  it('removes a bundle, also one that is not there', async () => {
    const store = await openStore();
    await store.put(place(3), await sealedFile('first'));
    await store.remove(place(3));
    await store.remove(place(3));
    expect(await store.list('one')).toEqual([]);
    await expect(store.get(place(3))).rejects.toMatchObject({ code: 'BUNDLE_NOT_FOUND' });
  });
});

describe('a directory', () => {
  it('keeps its bundles from other users, and nothing beside them', async () => {
    const root = join(await folderForTest(), 'store');
    const store = createDirectoryStore(root);
    await store.put(place(3), await sealedFile('first'));
    expect(await readdir(join(root, 'one'))).toEqual(['0000000003.bundle']);
    expect((await stat(join(root, 'one'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(root, 'one/0000000003.bundle'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(root, 'one/0000000003.bundle'), 'utf8')).toBe('first');
    await store.remove(place(3));
    expect(await readdir(root)).toEqual([]);
  });

  it('does not list half an upload of an engine that was killed', async () => {
    const root = await folderForTest();
    await mkdir(join(root, 'one'));
    await writeFile(join(root, 'one/0000000003.bundle.1a2b3c.part'), 'half');
    const store = createDirectoryStore(root);
    expect(await store.list('one')).toEqual([]);
    expect(await store.listAll()).toEqual([]);
  });

  it('keeps no half an upload of an engine that was killed for longer than its session, or a day', async () => {
    const root = await folderForTest();
    const store = createDirectoryStore(root);
    await store.put(place(1), await sealedFile('first'));
    const [old, young] = ['0000000002.bundle.0a.part', '0000000002.bundle.0b.part'];
    for (const name of [old, young]) await writeFile(join(root, 'one', name), 'half');
    const twoDaysAgo = Date.now() / 1_000 - 2 * 86_400;
    await utimes(join(root, 'one', old), twoDaysAgo, twoDaysAgo);
    await store.put(place(2), await sealedFile('second'));
    const bundles = ['0000000001.bundle', '0000000002.bundle'];
    expect(await readdir(join(root, 'one'))).toEqual([...bundles, young]);
    await store.remove(place(1));
    expect(await readdir(join(root, 'one'))).toEqual([bundles[1], young]);
    await store.remove(place(2));
    expect(await readdir(root)).toEqual([]);
  });

  it('lets one of two engines store a generation', async () => {
    const root = await folderForTest();
    const files = await Promise.all(['a', 'b', 'c', 'd'].map(sealedFile));
    const puts = files.map((file) => createDirectoryStore(root).put(place(3), file));
    const results = await Promise.allSettled(puts);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(join(root, 'one'))).toEqual(['0000000003.bundle']);
  });

  it('that is no directory is a store that cannot be used', async () => {
    const root = join(await folderForTest(), 'file');
    await writeFile(root, '');
    const store = createDirectoryStore(root);
    const sealed = await sealedFile('first');
    await expect(store.put(place(3), sealed)).rejects.toMatchObject({
      code: 'PROFILE_STORE_UNAVAILABLE',
    });
    await expect(store.list('one')).rejects.toMatchObject({ code: 'PROFILE_STORE_UNAVAILABLE' });
  });
});

describe('an S3 server', () => {
  it('that is away is a store that cannot be used', async () => {
    const server = await startS3Server();
    const store = createS3Store(server.settings);
    await server.stop();
    const sealed = await sealedFile('first');
    const calls = [
      () => store.put(place(3), sealed),
      () => store.list('one'),
      () => store.get(place(3)),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({ code: 'PROFILE_STORE_UNAVAILABLE' });
    }
  });

  it.each([
    ['without the bucket', { bucket: 'another' }],
    ['that refuses the key', { secretAccessKey: 'another' }],
  ])('%s is a store that cannot be used', async (_, wrong) => {
    const { settings } = await startS3Server();
    const store = createS3Store({ ...settings, ...wrong });
    const sealed = await sealedFile('first');
    for (const call of [() => store.put(place(3), sealed), () => store.list('one')]) {
      await expect(call()).rejects.toMatchObject({ code: 'PROFILE_STORE_UNAVAILABLE' });
    }
  });

  it('has no object of an upload that was cut off', async () => {
    const { settings } = await startS3Server();
    const store = createS3Store(settings);
    const sealed = await sealedFile('half of it');
    const upload = store.put(place(3), { ...sealed, bytes: 1_000_000 });
    await expect(upload).rejects.toMatchObject({ code: 'PROFILE_STORE_UNAVAILABLE' });
    expect(await store.list('one')).toEqual([]);
  });

  it('that knows conditions refuses the second of two engines that both saw no bundle', async () => {
    const { settings, seen } = await startS3Stub([404, 412, 200]);
    const upload = createS3Store(settings).put(place(3), await sealedFile('second'));
    await expect(upload).rejects.toMatchObject({ code: 'BUNDLE_EXISTS' });
    expect(seen).toContainEqual({ method: 'PUT', condition: '*' });
  });

  it('with a passing fault is asked again', async () => {
    const { settings, seen } = await startS3Stub([503, 404, 500, 200]);
    await createS3Store(settings).put(place(3), await sealedFile('first'));
    expect(seen.map(({ method }) => method)).toEqual(['HEAD', 'HEAD', 'PUT', 'PUT']);
  });
});
