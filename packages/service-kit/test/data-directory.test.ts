import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireFileLock } from '@grabber/primitives/file-lock';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openDataDirectory } from '../src/data-directory.ts';
import { loadOrCreateSecret } from '../src/secret-file.ts';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

let closed: string;
let root: string;
let dataDir: string;

/** `closed` is like a home of mode 0700. */
beforeEach(async () => {
  closed = await mkdtemp(join(tmpdir(), 'data-closed-'));
  const open = await mkdtemp(join(tmpdir(), 'data-open-'));
  onTestFinished(async () => {
    await rm(closed, { recursive: true, force: true });
    await rm(open, { recursive: true, force: true });
  });
  root = join(open, 'root');
  dataDir = join(closed, 'project', '.data');
});

async function fill(directory: string): Promise<void> {
  await mkdir(join(directory, 'secrets'), { recursive: true });
  await writeFile(join(directory, 'secrets', 'engine-secret'), 'kept');
}
const secretOf = (directory: string) =>
  readFile(join(directory, 'secrets', 'engine-secret'), 'utf8');

it('stays where it is if every user can enter the folders above, or for a user other than root', async () => {
  const open = await mkdtemp(join(tmpdir(), 'data-plain-'));
  onTestFinished(() => rm(open, { recursive: true, force: true }));
  expect(await openDataDirectory(open, root)).toEqual({ path: open, notice: null });
  if (isRoot) return;
  expect(await openDataDirectory(dataDir, root)).toEqual({ path: dataDir, notice: null });
});

it.runIf(isRoot)(
  'is not closed by what its first start creates: the folders above stay open to other users',
  async () => {
    const open = await mkdtemp(join(tmpdir(), 'data-fresh-'));
    onTestFinished(() => rm(open, { recursive: true, force: true }));
    await chmod(open, 0o755);
    const nested = join(open, '.data', 'demo');
    const first = await openDataDirectory(nested, root);
    await loadOrCreateSecret({ dataDir: first.path, name: 'admin-api-key' });
    // The command holds its lock while its services open the directory, too.
    const lock = await acquireFileLock(join(nested, 'postgres', 'locks'), { name: 'npm run demo' });
    expect(await openDataDirectory(nested, root)).toEqual({ path: nested, notice: null });
    await lock.release();
  },
);

describe.runIf(isRoot)('below a folder that only root may enter', () => {
  it('is moved as a whole to a place that others can pass through, and is a link there', async () => {
    await fill(dataDir);
    const { path, notice } = await openDataDirectory(dataDir, root);
    expect(path.startsWith(`${root}/data-`)).toBe(true);
    for (const wanted of [dataDir, path]) expect(notice).toContain(wanted);
    expect(await secretOf(path)).toBe('kept');
    expect(await secretOf(dataDir)).toBe('kept');
    expect((await lstat(dataDir)).isSymbolicLink()).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o711);
  });

  it('has the same place at each start, also if the link was deleted or the first start was killed', async () => {
    const first = await openDataDirectory(dataDir, root);
    await fill(first.path);
    expect(await openDataDirectory(dataDir, root)).toEqual(first);
    await rm(dataDir);
    expect(await openDataDirectory(dataDir, root)).toEqual(first);
    expect(await secretOf(dataDir)).toBe('kept');
  });

  it('that was copied is refused by name, and the original still starts', async () => {
    await fill(dataDir);
    const { path } = await openDataDirectory(dataDir, root);
    const copy = join(closed, 'copy', '.data');
    await cp(join(closed, 'project'), join(closed, 'copy'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    await expect(openDataDirectory(copy, root)).rejects.toThrow(
      new RegExp(`${copy} is a copy of ${dataDir}.*${path}`),
    );
    expect((await openDataDirectory(dataDir, root)).path).toBe(path);
  });

  it('that was moved with its project keeps its data', async () => {
    await fill(dataDir);
    await openDataDirectory(dataDir, root);
    await rename(join(closed, 'project'), join(closed, 'moved'));
    const moved = join(closed, 'moved', '.data');
    const { path } = await openDataDirectory(moved, root);
    expect(await secretOf(path)).toBe('kept');
    expect((await openDataDirectory(moved, root)).path).toBe(path);
  });

  it('is refused if its data are gone: nothing empty takes their place', async () => {
    const { path } = await openDataDirectory(dataDir, root);
    await rm(path, { recursive: true });
    await expect(openDataDirectory(dataDir, root)).rejects.toThrow(/there are no data: restore/);
    await expect(stat(path)).rejects.toThrow(/ENOENT/);
  });

  it('is refused while a command uses it, and if there are data at both places', async () => {
    await fill(dataDir);
    const lock = await acquireFileLock(join(dataDir, 'postgres', 'locks'), { name: 'npm start' });
    await expect(openDataDirectory(dataDir, root)).rejects.toThrow(/is in use by `npm start`/);
    await lock.release();
    await openDataDirectory(dataDir, root);
    await rm(dataDir);
    await fill(dataDir);
    await expect(openDataDirectory(dataDir, root)).rejects.toThrow(/Both .* hold data/);
    expect(await secretOf(dataDir)).toBe('kept');
  });
});
