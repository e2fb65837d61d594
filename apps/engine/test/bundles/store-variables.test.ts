import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadBundleKeys } from '../../src/bundles/store-variables.ts';
import { loadConfig } from '../../src/config.ts';
import { folderForTest } from '../support/linked-profile.ts';

const ACCESS = { AWS_ACCESS_KEY_ID: 'name', AWS_SECRET_ACCESS_KEY: 'hidden-key' };

it('no profile is stored unless a store is set', () => {
  expect(loadConfig({}).profileStore.openStore).toBeNull();
});

it.each(['/mnt/profiles', 's3://bucket', 's3://my.bucket-1/some/prefix/'])(
  'takes %s for a store',
  (PROFILE_STORE) => {
    expect(loadConfig({ PROFILE_STORE, ...ACCESS }).profileStore.openStore).not.toBeNull();
  },
);

it.each([
  [{ PROFILE_STORE: 'profiles' }, 'PROFILE_STORE'],
  [{ PROFILE_STORE: 's3://Bucket/a b' }, 'PROFILE_STORE'],
  [{ PROFILE_STORE: 's3://bucket' }, 'AWS_ACCESS_KEY_ID'],
  [{ PROFILE_STORE_ENDPOINT: 's3.example.org' }, 'PROFILE_STORE_ENDPOINT'],
  [{ PROFILE_KEY: 'short' }, 'PROFILE_KEY'],
])('refuses %j', (env, name) => {
  expect(() => loadConfig(env)).toThrow(name);
});

it('keeps the keys of the store from the browser', () => {
  const env = { PROFILE_KEY: 'k'.repeat(32), ...ACCESS, AWS_SESSION_TOKEN: 'token' };
  expect(loadConfig(env).browserEnvironment).toEqual({});
});

it('a key that is not set is made once, in a file that only its user can read', async () => {
  const dataDir = await folderForTest();
  const config = loadConfig({ PROFILE_STORE: '/mnt/profiles' }).profileStore;
  const first = await loadBundleKeys(dataDir, config);
  const second = await loadBundleKeys(dataDir, config);
  expect([first.isNew, second.isNew]).toEqual([true, false]);
  expect(second.keys.current.id).toBe(first.keys.current.id);
  const file = join(dataDir, 'secrets/profile-key');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await readFile(file, 'utf8')).length).toBeGreaterThanOrEqual(32);
});
