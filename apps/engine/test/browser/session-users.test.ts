import { execFile } from 'node:child_process';
import { lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBrowserUsers } from '../../src/browser/browser-user.ts';
import { shownQr } from '../support/pairing.ts';
import { browserTree, renderersOf } from '../support/processes.ts';
import { temporaryDataDir } from '../support/test-engine.ts';
import { useEngine } from '../support/use-engine.ts';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const run = promisify(execFile);

const statusOf = (pid: number) => readFile(`/proc/${pid}/status`, 'utf8');
const uidOf = async (pid: number) => Number(/^Uid:\t(\d+)/m.exec(await statusOf(pid))?.[1]);

it.runIf(isRoot)('gives a profile alone to its user, not what its links lead to', async () => {
  const { path: dataDir, remove } = await temporaryDataDir();
  onTestFinished(remove);
  const profile = join(dataDir, 'engine/sessions/one/profile');
  const outside = join(dataDir, 'outside');
  for (const folder of [profile, outside]) await mkdir(folder, { recursive: true });
  await writeFile(join(outside, 'file'), 'of the system');
  await writeFile(join(profile, 'file'), 'of the session');
  await symlink(outside, join(profile, 'link'));
  const uid = await createBrowserUsers(dataDir).give(profile);
  const owners = [join(profile, 'file'), outside, join(outside, 'file')].map(
    async (path) => (await stat(path)).uid,
  );
  expect(await Promise.all(owners)).toEqual([uid, 0, 0]);
});

describe.runIf(isRoot)('an engine that runs as root', () => {
  const use = useEngine();
  const profileOf = (id: string) => join(use.dataDir, 'engine', 'sessions', id, 'profile');

  it('runs the browser of each session as a user of its own, which cannot read another profile', async () => {
    for (const id of ['one', 'two']) {
      await use.engine.call('PUT', `/sessions/${id}`);
      await shownQr(use.engine, id);
    }
    const [one, two] = await Promise.all(['one', 'two'].map((id) => stat(profileOf(id))));
    expect(one!.uid).not.toBe(two!.uid);
    for (const { uid, mode } of [one!, two!]) {
      expect(uid).toBeGreaterThan(60_577);
      expect(mode & 0o777).toBe(0o700);
    }
    for (const [id, { uid }] of [
      ['one', one!],
      ['two', two!],
    ] as const) {
      const tree = await browserTree(profileOf(id));
      expect(tree.length).toBeGreaterThan(1);
      expect(new Set(await Promise.all(tree.map(uidOf)))).toEqual(new Set([uid]));
    }
    const read = (uid: number, id: string) => run('ls', [profileOf(id)], { uid, gid: uid });
    expect((await read(one!.uid, 'one')).stdout).not.toBe('');
    await expect(read(one!.uid, 'two')).rejects.toThrow(/Permission denied/);
    await expect(
      run('ls', [join(use.dataDir, 'engine', 'sessions')], { uid: one!.uid, gid: one!.uid }),
    ).rejects.toThrow(/Permission denied/);
  });

  it('confines the pages with a filter of system calls where the sandbox works', async () => {
    await use.engine.call('PUT', '/sessions/one');
    await shownQr(use.engine, 'one');
    const commands = await Promise.all(
      (await browserTree(profileOf('one'))).map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8')),
    );
    const isOff = commands.some((command) => command.split('\0').includes('--no-sandbox'));
    expect(use.engine.output.some((line) => line.includes('without its sandbox'))).toBe(isOff);
    if (isOff) return;
    for (const pid of await renderersOf(profileOf('one'))) {
      expect(await statusOf(pid)).toMatch(/^Seccomp:\t2$/m);
    }
  });

  it('gives a profile that root copied or an older version made to its user', async () => {
    const { engine, dataDir } = use;
    await engine.call('DELETE', '/sessions/two?logout=false');
    await run('chown', ['-R', '0:0', profileOf('two')]);
    await engine.call('PUT', '/sessions/two');
    await shownQr(engine, 'two');
    const { uid } = await stat(profileOf('two'));
    expect(uid).not.toBe(0);
    const names = await readdir(profileOf('two'));
    // A full Chromium keeps links there, to what only its user can follow.
    const owners = names.map(async (name) => (await lstat(join(profileOf('two'), name))).uid);
    expect(new Set(await Promise.all(owners))).toEqual(new Set([uid]));
    expect((await stat(join(dataDir, 'engine', 'sessions', 'two', 'session.json'))).uid).toBe(0);
  });
});
