import { once } from 'node:events';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { lockProfile } from '../../src/browser/profile-lock.ts';

const HEARTBEAT_MS = 5_000;

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'profile-lock-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

describe('the lock of a profile', () => {
  it('has one owner: another one gets PROFILE_IN_USE, which says what to do', async () => {
    const lock = await lockProfile(directory);
    await expect(lockProfile(directory)).rejects.toMatchObject({
      code: 'PROFILE_IN_USE',
      message: expect.stringContaining('stop it there'),
    });
    await lock.release();
    await (await lockProfile(directory)).release();
  });

  it('is lost with PROFILE_IN_USE when another owner has removed it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const lock = await lockProfile(directory);
    const [file] = await readdir(directory);
    await rm(join(directory, file!));
    const lost = once(lock.lost, 'abort');
    vi.advanceTimersByTime(HEARTBEAT_MS);
    await lost;
    expect(lock.lost.reason).toMatchObject({ code: 'PROFILE_IN_USE' });
    await lock.release();
  });

  it('is not taken from an owner whose file cannot be read: that error is thrown', async () => {
    const file = join(directory, 'owner-ffffff.lock');
    await symlink(file, file);
    await expect(lockProfile(directory)).rejects.toMatchObject({ code: 'ELOOP' });
    expect(await readdir(directory)).toEqual(['owner-ffffff.lock']);
  });
});
