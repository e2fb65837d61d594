import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { watchSpawn } from '../../src/browser/watch-spawn.ts';

const PROFILE = '/nowhere/profile';
const PIPES = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] as const;

let stopWatching: () => void = () => undefined;
afterEach(() => stopWatching());

/** A process in place of a browser, with the two pipes of the DevTools protocol. */
function spawnBrowser(code: string): ChildProcess {
  return spawn(process.execPath, ['-e', code, '--', `--user-data-dir=${PROFILE}`], {
    stdio: [...PIPES],
  });
}

it('a command that reaches the pipe of a dead browser does not end the engine', async () => {
  const onSpawned = vi.fn<(child: ChildProcess) => void>();
  stopWatching = watchSpawn(PROFILE, { onSpawned, onError: () => undefined });
  const child = spawnBrowser('setTimeout(() => {}, 60_000)');
  await once(child, 'spawn');
  stopWatching();
  child.kill('SIGKILL');
  // Dead already, and this process has not been told yet: its event loop stands still meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);

  const commands = child.stdio[3];
  if (commands === null || commands === undefined || !('write' in commands))
    throw new Error('no pipe');
  // Without a listener Node throws the error out of its event loop.
  expect(commands.listenerCount('error')).toBeGreaterThan(0);
  const failed = new Promise<Error>((resolve) => commands.prependOnceListener('error', resolve));
  commands.write('{"id":1}\0');
  expect(await failed).toMatchObject({ code: 'EPIPE' });
  expect(onSpawned).toHaveBeenCalledWith(child);
});
