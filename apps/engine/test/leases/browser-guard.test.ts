import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { createLogger } from '@grabber/service-kit/logger';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import {
  type BrowserGuard,
  createBrowserGuard,
  type GuardRestart,
} from '../../src/leases/browser-guard.ts';
import { monotonicMs } from '../../src/leases/lease-clock.ts';
import { folderForTest } from '../support/linked-profile.ts';
import { poll } from '../support/poll.ts';
import { livingOf } from '../support/processes.ts';

const LOOK_MS = 250;
const HOUR_MS = 3_600_000;

let timer: NodeJS.Timeout | undefined;
let guard: BrowserGuard | undefined;

afterEach(async () => {
  clearInterval(timer);
  guard?.close();
  guard = undefined;
});

/** A guard with the looks of its engine, what it logs, and why its process was replaced. */
function startGuard(): { guard: BrowserGuard; log: string[]; restarts: GuardRestart[] } {
  const log: string[] = [];
  const restarts: GuardRestart[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  const made = createBrowserGuard({
    logger: createLogger({ service: 'engine', level: 'info', destination }),
    onRestart: (reason) => restarts.push(reason),
  });
  guard = made;
  timer = setInterval(made.look, LOOK_MS);
  return { guard: made, log, restarts };
}

/** In place of a browser: the leader of a process group, with a process beside it. */
function browser(...args: readonly string[]) {
  const script = 'sleep 600 & wait';
  const child = spawn('sh', ['-c', script, 'sh', ...args], { detached: true, stdio: 'ignore' });
  const { pid } = child as { pid: number };
  onTestFinished(() => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The guard was first.
    }
  });
  return { pid, ended: once(child, 'exit') };
}

const isAlive = async (pid: number) => (await livingOf([pid])).length > 0;

/** The process numbers of the group, which the shell's helper shares. */
async function groupOf(leader: number): Promise<number[]> {
  const { stdout } = spawn('ps', ['-eo', 'pid=,pgid=']);
  const lines = (await Array.fromAsync(stdout)).join('').trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, group]) => group === leader)
    .map(([pid]) => pid as number);
}

it('kills the whole process group when its time is over, not before, and no other one', async () => {
  const { guard } = startGuard();
  const [one, two] = [browser(), browser()];
  guard.set({ profileDir: '/one', pid: one.pid, untilMs: monotonicMs() + HOUR_MS });
  guard.set({ profileDir: '/two', pid: two.pid, untilMs: monotonicMs() + HOUR_MS });
  await guard.secured();
  const group = await poll(
    () => groupOf(one.pid),
    (pids) => pids.length === 2,
  );
  expect(await livingOf(group)).toEqual(group);
  guard.set({ profileDir: '/one', pid: one.pid, untilMs: monotonicMs() - 1 });
  expect(await one.ended).toEqual([null, 'SIGKILL']);
  await poll(
    () => guard.hasEnded('/one'),
    (hasEnded) => hasEnded,
  );
  expect(guard.hasEnded('/two')).toBe(false);
  await poll(
    () => livingOf(group),
    (alive) => alive.length === 0,
  );
  expect(await isAlive(two.pid)).toBe(true);

  // Known until another browser is set there.
  guard.delete('/one');
  expect(guard.hasEnded('/one')).toBe(true);
  guard.set({ profileDir: '/one', pid: two.pid, untilMs: monotonicMs() + HOUR_MS });
  expect(guard.hasEnded('/one')).toBe(false);
});

it('kills what was launched on the profile, also where no process number is known', async () => {
  const { guard } = startGuard();
  const profileDir = await folderForTest();
  const mine = browser(`--user-data-dir=${profileDir}`);
  const other = browser(`--user-data-dir=${profileDir}-other`);
  guard.set({ profileDir, pid: null, untilMs: monotonicMs() - 1 });
  expect(await mine.ended).toEqual([null, 'SIGKILL']);
  expect(await isAlive(other.pid)).toBe(true);
});

it('kills nothing that it no longer guards', async () => {
  const { guard } = startGuard();
  const { pid } = browser();
  guard.set({ profileDir: '/one', pid, untilMs: monotonicMs() + 1_500 });
  await guard.secured();
  guard.delete('/one');
  await guard.secured();
  const later = browser();
  guard.set({ profileDir: '/later', pid: later.pid, untilMs: monotonicMs() + 1_600 });
  await later.ended;
  expect(await isAlive(pid)).toBe(true);
});

it('is started again after it was killed, and knows then what it guards', async () => {
  const { guard, log, restarts } = startGuard();
  const { pid, ended } = browser();
  guard.set({ profileDir: '/one', pid, untilMs: monotonicMs() + HOUR_MS });
  await guard.secured();
  const first = guard.pid()!;
  process.kill(first, 'SIGKILL');
  await poll(
    () => guard.pid(),
    (now) => now !== null && now !== first,
  );
  await guard.secured();
  expect(log.join('')).toContain('Browser guard ended');
  expect(restarts).toEqual(['ended']);
  expect(await isAlive(pid)).toBe(true);
  guard.set({ profileDir: '/one', pid, untilMs: monotonicMs() });
  expect(await ended).toEqual([null, 'SIGKILL']);
});

it.each(['is told nothing new', 'is told of renewals all the time'])(
  'is replaced when it stands still and %s',
  async (told) => {
    const { guard, log, restarts } = startGuard();
    const { pid } = browser();
    const renew = () => guard.set({ profileDir: '/one', pid, untilMs: monotonicMs() + HOUR_MS });
    renew();
    await guard.secured();
    const first = guard.pid()!;
    process.kill(first, 'SIGSTOP');
    const renewals = told.includes('renewals') ? setInterval(renew, 100) : undefined;
    onTestFinished(() => clearInterval(renewals));
    await poll(
      () => guard.pid(),
      (now) => now !== null && now !== first,
    );
    await guard.secured();
    expect(log.join('')).toContain('does not answer');
    expect(restarts).toEqual(['silent']);
    expect(await isAlive(first)).toBe(false);
    expect(await isAlive(pid)).toBe(true);
  },
);

it('ends what it guards when its engine is gone, and then itself', async () => {
  const { guard } = startGuard();
  const { pid, ended } = browser();
  guard.set({ profileDir: '/one', pid, untilMs: monotonicMs() + HOUR_MS });
  await guard.secured();
  const guardPid = guard.pid()!;
  clearInterval(timer);
  guard.close();
  expect(await ended).toEqual([null, 'SIGKILL']);
  await poll(
    () => isAlive(guardPid),
    (alive) => !alive,
  );
});
