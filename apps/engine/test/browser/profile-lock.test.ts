import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { machineIdentity } from '../../src/browser/machine-identity.ts';
import { processStartTime } from '../../src/browser/process-identity.ts';
import { lockProfile } from '../../src/browser/profile-lock.ts';
import { FOREIGN_OWNER_DEAD_AFTER_MS } from '../../src/browser/profile-owner.ts';

const OTHER = 'ffffff';
const HEARTBEAT_MS = 5_000;

let directory: string;
let otherFile: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'profile-lock-'));
  otherFile = join(directory, `owner-${OTHER}.lock`);
});

afterEach(() => rm(directory, { recursive: true, force: true }));

async function writeLock(owner: { pid: number; started: string; machine: string }): Promise<void> {
  await writeFile(otherFile, JSON.stringify({ ...owner, token: OTHER, holds: true }));
}

describe('the lock of a profile', () => {
  it('has one owner, until it is released', async () => {
    const lock = await lockProfile(directory);
    await expect(lockProfile(directory)).rejects.toMatchObject({ code: 'PROFILE_IN_USE' });
    await lock.release();
    await lock.release();
    const next = await lockProfile(directory);
    await next.release();
    expect(await readdir(directory)).toEqual([]);
  });

  it('goes to exactly one of many who want it at once, also when a dead owner left it behind', async () => {
    await writeLock({ pid: 1, started: 'never', machine: await machineIdentity() });
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => lockProfile(directory)),
    );
    const winners = tries.filter((result) => result.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    await Promise.all(winners.map(({ value }) => value.release()));
    expect(await readdir(directory)).toEqual([]);
  });

  it('of a process that has ended is taken over, though another has its number by now', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const machine = await machineIdentity();
    const started = (await processStartTime(child.pid!))!;
    await writeLock({ pid: child.pid!, started, machine });
    await expect(lockProfile(directory)).rejects.toMatchObject({ code: 'PROFILE_IN_USE' });
    await writeLock({ pid: child.pid!, started: 'at another time', machine });
    await (await lockProfile(directory)).release();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    await writeLock({ pid: child.pid!, started, machine });
    await (await lockProfile(directory)).release();
  });

  it('of another machine or container holds while its owner touches it, and no longer', async () => {
    await writeLock({ pid: process.pid, started: '1', machine: 'another/boot/namespace' });
    await expect(lockProfile(directory)).rejects.toMatchObject({ code: 'PROFILE_IN_USE' });
    const longAgo = new Date(Date.now() - FOREIGN_OWNER_DEAD_AFTER_MS - 1_000);
    await utimes(otherFile, longAgo, longAgo);
    await (await lockProfile(directory)).release();
  });

  it('is known to be lost when another owner has removed it, but not when it was released', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const released = await lockProfile(directory);
    await released.release();
    const lock = await lockProfile(directory);
    const [file] = await readdir(directory);
    await rm(join(directory, file!));
    expect(lock.lost.aborted).toBe(false);
    const lost = once(lock.lost, 'abort');
    vi.advanceTimersByTime(HEARTBEAT_MS);
    await lost;
    expect(lock.lost.reason).toMatchObject({ code: 'PROFILE_IN_USE' });
    expect(released.lost.aborted).toBe(false);
    await lock.release();
  });

  it('stays when the file of its owner cannot be read, and the error is thrown', async () => {
    // A link to itself: every user gets the error, root too.
    await symlink(otherFile, otherFile);
    await expect(lockProfile(directory)).rejects.toMatchObject({ code: 'ELOOP' });
    expect(await readdir(directory)).toEqual([`owner-${OTHER}.lock`]);
  });

  it('that is damaged belongs to nobody', async () => {
    await writeFile(otherFile, '{"pid":');
    const lock = await lockProfile(directory);
    expect(await readdir(directory)).toHaveLength(1);
    await lock.release();
    expect(await readdir(directory)).toEqual([]);
  });
});
