import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

it('lets one work at a time, and the next one also after a failure', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'grabber-turns-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  let atWork = 0;
  let most = 0;
  const work = (fails: boolean) => async () => {
    atWork += 1;
    most = Math.max(most, atWork);
    await sleep(20);
    atWork -= 1;
    if (fails) throw new Error('It failed.');
  };
  const all = [true, false, false].map((fails) => oneAtATime(directory, work(fails)));
  const ends = (await Promise.allSettled(all)).map(({ status }) => status);
  expect([ends, most]).toEqual([['rejected', 'fulfilled', 'fulfilled'], 1]);
});

it.skipIf(process.platform === 'win32')('keeps to itself no directory but its own', async () => {
  const root = await mkdtemp(join(tmpdir(), 'grabber-turns-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await oneAtATime(join(root, 'cache', 'build'), async () => {});
  // Browsers of other users are beside it.
  expect((await stat(join(root, 'cache'))).mode & 0o555).toBe(0o555);
});
