import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { poll } from '../support/poll.ts';
import { livingOf } from '../support/processes.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

/** Prints its version, and then does nothing. */
const SILENT = '#!/bin/sh\n[ "$1" = --version ] && exit\nexec sleep 600\n';
const NO_INTERPRETER = '#!/nowhere/sh\n';

const isRoot = process.getuid?.() === 0;

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engine: TestEngine | undefined;

async function install(text: string): Promise<string> {
  const path = join(dataDir.path, 'browser');
  await writeFile(path, text);
  await chmod(path, 0o755);
  return path;
}

async function start(browser: string): Promise<TestEngine> {
  engine = await startEngine({
    simulator,
    dataDir: dataDir.path,
    env: {
      PUPPETEER_EXECUTABLE_PATH: browser,
      // A trial of the sandbox would wait for the silent one.
      ENGINE_NO_SANDBOX: 'true',
      ENGINE_RESTART_ATTEMPTS: '0',
      ENGINE_START_TIMEOUT_MS: '1000',
    },
  });
  return engine;
}

/** The silent browsers that an engine runs. */
async function sleepersOf(engine: number | undefined): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const isSleeper = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      return text.includes('(sleep)') && Number(text.split(') ')[1]?.split(' ')[1]) === engine;
    }),
  );
  return pids.filter((_, index) => isSleeper[index]);
}

async function expectAlive({ call, child }: TestEngine): Promise<void> {
  expect(await call('GET', '/health/live')).toMatchObject({ status: 200 });
  expect(child.exitCode).toBeNull();
}

beforeAll(async () => {
  simulator = await sharedSimulator();
});

beforeEach(async () => {
  dataDir = await temporaryDataDir();
});

afterEach(async () => {
  await engine?.end('SIGTERM');
  await dataDir.remove();
});

describe('a browser', () => {
  it('that cannot be executed fails its session with the reason, and the engine keeps running', async () => {
    const running = await start(dataDir.path);
    await running.call('PUT', '/sessions/one');
    const { last_error } = await running.reaches('one', 'failed');
    expect(last_error).toMatchObject({
      code: 'BROWSER_FAILED',
      message: expect.stringContaining('PUPPETEER_EXECUTABLE_PATH is not a browser'),
    });
    await expectAlive(running);
  });

  it('that the system refuses to spawn fails its session alone', async () => {
    const running = await start(await install(SILENT));
    expect(await running.call('GET', '/health/ready')).toMatchObject({ status: 200 });
    await install(NO_INTERPRETER);
    await running.call('PUT', '/sessions/one');
    const { last_error } = await running.reaches('one', 'failed');
    expect(last_error).toMatchObject({
      code: 'BROWSER_FAILED',
      // As root another program starts it, and then ends.
      message: isRoot
        ? 'The browser did not start: check the log of the engine.'
        : 'The browser could not be started (ENOENT).',
    });
    await expectAlive(running);
  });

  it('that opens no page in time is ended: BROWSER_FAILED', async () => {
    const running = await start(await install(SILENT));
    await running.call('PUT', '/sessions/one');
    // `sleep` has no argument that names the profile.
    const [pid] = await poll(
      () => sleepersOf(running.child.pid),
      (pids) => pids.length > 0,
    );
    const { last_error } = await running.reaches('one', 'failed', 60_000);
    expect(last_error).toMatchObject({ code: 'BROWSER_FAILED' });
    expect(await livingOf([pid!])).toEqual([]);
    await expectAlive(running);
  });
});
