import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cp,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { acquireFileLock } from '../src/file-lock.ts';
import { FOREIGN_OWNER_DEAD_AFTER_MS } from '../src/lock-owner.ts';
import { machineIdentity, processStartTime } from '../src/process-identity.ts';

const OTHER = 'ffffff';
const HEARTBEAT_MS = 5_000;
/** Above the largest process number that Linux gives. */
const NO_PROCESS = 2 ** 30;

let directory: string;
let otherFile: string;

beforeEach(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'file-lock-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  directory = join(parent, 'locked');
  otherFile = join(directory, `owner-${OTHER}.lock`);
  // Makes the directory.
  await (await acquireFileLock(directory, { name: 'the test' })).release();
});

const acquire = (name = 'one') => acquireFileLock(directory, { name });

async function writeLock(owner: { pid: number; started: string; machine: string }): Promise<void> {
  await writeFile(otherFile, JSON.stringify({ ...owner, token: OTHER, holds: true }));
}

describe('the lock of a directory', () => {
  it('has one owner, until it is released, and leaves nothing behind', async () => {
    const lock = await acquire('one');
    await expect(acquire('two')).rejects.toMatchObject({
      name: 'LockHeldError',
      message: `The lock is held by one (process ${process.pid}).`,
      owner: { name: 'one', pid: process.pid },
    });
    await lock.release();
    await lock.release();
    const next = await acquire('two');
    await next.release();
    expect(await readdir(directory)).toEqual([]);
  });

  it('goes to exactly one of many who want it at once, also when a dead owner left it behind', async () => {
    await writeLock({ pid: 1, started: 'never', machine: await machineIdentity() });
    const names = Array.from({ length: 20 }, (_, n) => `command ${n}`);
    const tries = await Promise.allSettled(names.map(acquire));
    const winners = tries.filter((result) => result.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    const winner = names.find((_, n) => tries[n]?.status === 'fulfilled');
    await expect(acquire('another')).rejects.toMatchObject({ owner: { name: winner } });
    await Promise.all(winners.map(({ value }) => value.release()));
    expect(await readdir(directory)).toEqual([]);
  });

  it('is free again when it was released, time after time', async () => {
    for (let round = 0; round < 120; round += 1) {
      const lock = await acquire('one');
      await expect(acquire('two')).rejects.toThrow(/held by one/);
      await lock.release();
    }
  });

  it('of a process that has ended is taken over, though another has its number by now', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const machine = await machineIdentity();
    const started = (await processStartTime(child.pid!))!;
    await writeLock({ pid: child.pid!, started, machine });
    await expect(acquire()).rejects.toMatchObject({ name: 'LockHeldError' });
    await writeLock({ pid: child.pid!, started: 'at another time', machine });
    await (await acquire()).release();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    await writeLock({ pid: child.pid!, started, machine });
    await (await acquire()).release();
  });

  it.each([
    ['a dead process', { pid: NO_PROCESS }],
    ['an earlier process of our number', { started: 'earlier' }],
  ])('is taken over from %s', async (_, change) => {
    const lost = await acquire('one');
    onTestFinished(() => lost.release());
    const [name] = await readdir(directory);
    const file = join(directory, name!);
    const owner = { ...JSON.parse(await readFile(file, 'utf8')), ...change };
    await writeFile(file, JSON.stringify(owner));
    await (await acquire('two')).release();
  });

  it('of another machine or container holds while its owner touches it, and no longer', async () => {
    await writeLock({ pid: process.pid, started: '1', machine: 'another/boot/namespace' });
    await expect(acquire()).rejects.toMatchObject({ name: 'LockHeldError' });
    const longAgo = new Date(Date.now() - FOREIGN_OWNER_DEAD_AFTER_MS - 1_000);
    await utimes(otherFile, longAgo, longAgo);
    await (await acquire()).release();
  });

  it('holds in a directory that was moved, and not in a copy of it', async () => {
    const lock = await acquire('one');
    onTestFinished(() => lock.release());
    await cp(directory, `${directory}-copy`, { recursive: true });
    await rename(directory, `${directory}-moved`);
    const moved = acquireFileLock(`${directory}-moved`, { name: 'two' });
    await expect(moved).rejects.toThrow(/held by one/);
    await (await acquireFileLock(`${directory}-copy`, { name: 'two' })).release();
  });

  it('is known to be lost when another owner has removed it, but not when it was released', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const released = await acquire();
    await released.release();
    const lostReason = () => new Error('gone');
    const lock = await acquireFileLock(directory, { name: 'one', lostReason });
    const [file] = await readdir(directory);
    await rm(join(directory, file!));
    expect(lock.lost.aborted).toBe(false);
    const lost = once(lock.lost, 'abort');
    vi.advanceTimersByTime(HEARTBEAT_MS);
    await lost;
    expect(lock.lost.reason).toMatchObject({ message: 'gone' });
    expect(released.lost.aborted).toBe(false);
    await lock.release();
  });

  it('stays when the file of its owner cannot be read, and the error is thrown', async () => {
    // A link to itself: every user gets the error, root too.
    await symlink(otherFile, otherFile);
    await expect(acquire()).rejects.toMatchObject({ code: 'ELOOP' });
    expect(await readdir(directory)).toEqual([`owner-${OTHER}.lock`]);
  });

  it('that a crash of the machine has damaged is free', async () => {
    await writeFile(otherFile, '{"pid":');
    const lock = await acquire();
    expect(await readdir(directory)).toHaveLength(1);
    await lock.release();
    expect(await readdir(directory)).toEqual([]);
  });
});
