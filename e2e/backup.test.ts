import { execFile } from 'node:child_process';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { codeBlocks, readDocument } from './support/markdown.ts';
import { killProcessesOf, rootCommand } from './support/root-command.ts';

const KEY = /wcg_[0-9a-f]{8}_[\w-]{43}/;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grabber-backup-'));
});
afterEach(async () => {
  await killProcessesOf(folder);
  await removeData();
  await rm(folder, { recursive: true, force: true });
});

/** As root the data are elsewhere, behind a link: the folder of this test is closed to other users. */
async function removeData(): Promise<void> {
  const dataDir = join(folder, 'data');
  const place = await realpath(dataDir).catch(() => dataDir);
  for (const path of [place, dataDir]) await rm(path, { recursive: true, force: true });
}

/** Runs a block of docs/operating/backup.md as a person would. */
async function follow(tag: 'backup' | 'restore'): Promise<void> {
  const block = codeBlocks(readDocument('docs/operating/backup.md')).find(
    ({ tags }) => tag in tags,
  );
  const env = { DATA_DIR: join(folder, 'data'), BACKUP: join(folder, 'backup.tar.gz') };
  await promisify(execFile)('bash', ['-euc', block?.text ?? 'exit 1'], {
    env: { ...process.env, ...env },
  });
}

it('the commands of docs/operating/backup.md bring back a DATA_DIR with its database and its secrets', async () => {
  const dataDir = join(folder, 'data');
  const keys = (...args: string[]) => rootCommand(['keys', ...args], { dataDir }).ended;
  const created = await keys('create', '--name', 'kept', '--scopes', 'read');
  expect(created.output).toMatch(KEY);
  const files = await readdir(dataDir);
  await follow('backup');
  await removeData();
  await follow('restore');
  expect(await readdir(dataDir)).toEqual(files);
  expect(await keys('list')).toMatchObject({ code: 0, output: expect.stringContaining('kept') });
});
