import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { acquireFileLock } from '../src/file-lock.ts';

/** Above the highest process number of Linux. */
const NO_PROCESS = 2 ** 30;

let directory: string;
beforeEach(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'grabber-lock-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  directory = join(parent, 'locks');
});

it('goes to one of many processes that want it at once; the others learn its name and process', async () => {
  const names = Array.from({ length: 12 }, (_, n) => `command ${n}`);
  const tries = await Promise.allSettled(names.map((name) => acquireFileLock(directory, name)));
  const winner = names.filter((_, n) => tries[n]?.status === 'fulfilled');
  expect(winner).toHaveLength(1);
  await expect(acquireFileLock(directory, 'another')).rejects.toMatchObject({
    name: 'LockHeldError',
    owner: { name: winner[0], pid: process.pid },
  });
});

it('is free again after each release', async () => {
  for (let round = 0; round < 120; round += 1) {
    const lock = await acquireFileLock(directory, 'one');
    await expect(acquireFileLock(directory, 'two')).rejects.toThrow(/held by one/);
    await lock.release();
  }
});

it('is held in a moved directory, and not in a copy of it', async () => {
  await acquireFileLock(directory, 'one');
  await cp(directory, `${directory}-copy`, { recursive: true });
  await rename(directory, `${directory}-moved`);
  await expect(acquireFileLock(`${directory}-moved`, 'two')).rejects.toThrow(/held by one/);
  await acquireFileLock(`${directory}-copy`, 'two');
});

it.each([
  ['a dead process', { pid: NO_PROCESS }],
  ['an earlier process of our number', { identity: 'earlier' }],
])('is taken over from %s', async (_, change) => {
  await acquireFileLock(directory, 'one');
  const file = join(directory, '1.lock');
  const owner = { ...JSON.parse(await readFile(file, 'utf8')), ...change };
  await writeFile(file, JSON.stringify(owner));
  await acquireFileLock(directory, 'two');
});

it('is taken over from a machine that crashed while writing it', async () => {
  await mkdir(directory);
  await writeFile(join(directory, '7.lock'), '{"pid": 1');
  await acquireFileLock(directory, 'two');
  await expect(acquireFileLock(directory, 'three')).rejects.toThrow(/held by two/);
});

it('is not taken from an owner whose file cannot be read', async () => {
  await mkdir(join(directory, '7.lock'), { recursive: true });
  await expect(acquireFileLock(directory, 'two')).rejects.toMatchObject({ code: 'EISDIR' });
});
