import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeMemoryFolder, NEEDED } from './keep-files-in-memory.ts';

const LITTLE = { memoryBytes: 1, folderBytes: 1 };
const own = `grabber-tests-${process.pid}`;

async function root(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'memory-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

it('makes a folder in which only this user may look', async () => {
  const folder = await makeMemoryFolder(await root(), LITTLE);
  expect((await stat(folder ?? '')).mode & 0o777).toBe(0o711);
});

it('removes what a killed run has left, and keeps what runs and what is not of tests', async () => {
  const shared = await root();
  const { pid: ended } = spawnSync(process.execPath, ['--version']);
  const kept = [`grabber-tests-${process.ppid}`, 'grabber-tests-x', 'other'];
  for (const name of [`grabber-tests-${ended}`, own, ...kept]) {
    await mkdir(join(shared, name));
    await writeFile(join(shared, name, 'file'), '');
  }
  const folder = await makeMemoryFolder(shared, LITTLE);
  expect((await readdir(shared)).sort()).toEqual([...kept, own].sort());
  expect(await readdir(folder ?? '')).toEqual([]);
});

it.each([
  { ...NEEDED, memoryBytes: 2 ** 60 },
  { ...NEEDED, folderBytes: 2 ** 60 },
])('leaves the files on the disk where there is too little room', async (needed) => {
  const shared = await root();
  expect(await makeMemoryFolder(shared, needed)).toBeNull();
  expect(await makeMemoryFolder(join(shared, 'missing'), LITTLE)).toBeNull();
});
