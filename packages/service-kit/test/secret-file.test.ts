import { mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { equalSecrets, isOneOf } from '../src/equal-secrets.ts';
import { loadOrCreateSecret, loadRotatingSecret } from '../src/secret-file.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'secret-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

it('creates a secret once, readable only by its owner, and finds it again', async () => {
  const first = await loadOrCreateSecret({ dataDir, name: 'engine-secret' });
  const second = await loadOrCreateSecret({ dataDir, name: 'engine-secret' });
  expect(first.created).toBe(true);
  expect(first.secret.length).toBeGreaterThanOrEqual(32);
  expect(second).toEqual({ secret: first.secret, created: false });
  const file = join(dataDir, 'secrets', 'engine-secret');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).toBe(first.secret);
});

it('gives the same secret to processes that start at the same time', async () => {
  const all = await Promise.all(
    Array.from({ length: 20 }, () => loadOrCreateSecret({ dataDir, name: 'engine-secret' })),
  );
  expect(new Set(all.map(({ secret }) => secret)).size).toBe(1);
  expect(all.filter(({ created }) => created)).toHaveLength(1);
});

it('replaces a generated secret whose file was renamed, and keeps the old one until that file is gone', async () => {
  const load = () =>
    loadRotatingSecret({ dataDir, name: 'engine-secret', current: undefined, previous: [] });
  const first = await load();
  const file = join(dataDir, 'secrets', 'engine-secret');
  await rename(file, `${file}.previous`);
  const second = await load();
  expect(second.created).toBe(true);
  expect(second.current).not.toBe(first.current);
  expect(second.previous).toEqual([first.current]);
  await rm(`${file}.previous`);
  expect(await load()).toEqual({ current: second.current, previous: [], created: false });
});

it('takes the secrets of the settings and makes no file then', async () => {
  const given = { current: 'a'.repeat(32), previous: ['b'.repeat(32)] };
  const loaded = await loadRotatingSecret({ dataDir, name: 'engine-secret', ...given });
  expect(loaded).toEqual({ ...given, created: false });
  await expect(stat(join(dataDir, 'secrets'))).rejects.toThrow(/ENOENT/);
});

it('finds a secret among several', () => {
  const secrets = ['a'.repeat(32), 'b'.repeat(32)];
  expect(isOneOf('b'.repeat(32), secrets)).toBe(true);
  expect(isOneOf('c'.repeat(32), secrets)).toBe(false);
  expect(isOneOf('', [])).toBe(false);
});

it('compares secrets of any length', () => {
  expect(equalSecrets('a'.repeat(40), 'a'.repeat(40))).toBe(true);
  expect(equalSecrets('a'.repeat(40), 'a'.repeat(41))).toBe(false);
  expect(equalSecrets('', 'a')).toBe(false);
});
