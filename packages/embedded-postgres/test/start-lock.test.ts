import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withStartLock } from '../src/start-lock.ts';
import { afterTest } from './test-data-dir.ts';

const TIMEOUT_MS = 20_000;
/** Above the largest process number that Linux gives. */
const NO_PROCESS = 2 ** 30;

async function newLockDir(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'grabber-lock-'));
  afterTest(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

it('lets one at a time work, and leaves one file', async () => {
  const directory = await newLockDir();
  let inside = 0;
  let most = 0;
  const turns = Array.from({ length: 12 }, () =>
    withStartLock(directory, TIMEOUT_MS, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await readdir(directory);
      inside -= 1;
    }),
  );
  await Promise.all(turns);
  expect(most).toBe(1);
  expect(await readdir(directory)).toHaveLength(1);
});

it('is free again when the work throws', async () => {
  const directory = await newLockDir();
  const failing = withStartLock(directory, TIMEOUT_MS, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await withStartLock(directory, 1_000, async () => 'free')).toBe('free');
});

for (const [what, content] of [
  ['a dead process', JSON.stringify({ pid: NO_PROCESS, identity: '' })],
  ['an earlier process of our number', JSON.stringify({ pid: process.pid, identity: 'earlier' })],
  ['a machine that crashed while writing it', '{"pid": 1'],
] as const) {
  it(`is taken over from ${what}`, async () => {
    const directory = await newLockDir();
    await writeFile(join(directory, '7.lock'), content);
    expect(await withStartLock(directory, 1_000, async () => 'taken')).toBe('taken');
  });
}

it('is waited for no longer than the timeout', async () => {
  const directory = await newLockDir();
  await withStartLock(directory, TIMEOUT_MS, async () => {
    const second = withStartLock(directory, 50, async () => 'both');
    await expect(second).rejects.toMatchObject({ code: 'START_TIMEOUT' });
  });
});
