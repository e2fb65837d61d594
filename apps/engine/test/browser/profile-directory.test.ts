import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  clearProfile,
  prepareProfile,
  removeProfile,
} from '../../src/browser/profile-directory.ts';

let directory: string;
let profile: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'profile-'));
  profile = join(directory, 'profile');
});

afterEach(() => rm(directory, { recursive: true, force: true }));

/** Looks like a browser on the profile in the process list. */
async function fakeBrowser() {
  const script = 'setInterval(() => {}, 1000)';
  const child = spawn(process.execPath, ['-e', script, '--', `--user-data-dir=${profile}`]);
  await once(child, 'spawn');
  return { child, exited: once(child, 'exit') };
}

it('a profile of another host is freed of its marks, which would make the launch fail', async () => {
  await mkdir(profile);
  await symlink('another-host-4711', join(profile, 'SingletonLock'));
  await symlink('/tmp/gone/SingletonSocket', join(profile, 'SingletonSocket'));
  await writeFile(join(profile, 'Local State'), '{}');
  await prepareProfile(profile);
  expect(await readdir(profile)).toEqual(['Local State']);
});

it('a browser that a dead engine left on the profile is ended before the next one starts', async () => {
  const { exited } = await fakeBrowser();
  await prepareProfile(profile);
  expect(await exited).toEqual([null, 'SIGKILL']);
});

it('a profile is removed only after its browser has ended', async () => {
  await mkdir(profile);
  const { exited } = await fakeBrowser();
  await removeProfile(profile);
  expect(await exited).toEqual([null, 'SIGKILL']);
  await expect(access(profile)).rejects.toThrow();
});

it('a profile whose marks cannot be looked for is not taken for one without marks', async () => {
  await symlink(profile, profile);
  await expect(clearProfile(profile)).rejects.toMatchObject({ code: 'ELOOP' });
});

it('there is nothing to clear where there is no profile', async () => {
  await clearProfile(profile);
});
