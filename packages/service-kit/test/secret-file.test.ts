import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { equalSecrets } from '../src/equal-secrets.ts';
import { loadOrCreateSecret } from '../src/secret-file.ts';

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

it('compares secrets of any length', () => {
  expect(equalSecrets('a'.repeat(40), 'a'.repeat(40))).toBe(true);
  expect(equalSecrets('a'.repeat(40), 'a'.repeat(41))).toBe(false);
  expect(equalSecrets('', 'a')).toBe(false);
});
