import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { poll } from '../support/poll.ts';
import { livingOf } from '../support/processes.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

/** Prints its version, and then does nothing. HOME is the engine's data directory. */
const SILENT = '#!/bin/sh\n[ "$1" = --version ] && exit\necho $$ > "$HOME/pid"\nexec sleep 600\n';
const NO_INTERPRETER = '#!/nowhere/sh\n';

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
      ENGINE_RESTART_ATTEMPTS: '0',
      ENGINE_START_TIMEOUT_MS: '1000',
    },
  });
  return engine;
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
      message: 'The browser could not be started (ENOENT).',
    });
    await expectAlive(running);
  });

  it('that opens no page in time is ended: BROWSER_FAILED', async () => {
    const running = await start(await install(SILENT));
    await running.call('PUT', '/sessions/one');
    const pid = await poll(
      () => readFile(join(dataDir.path, 'pid'), 'utf8').catch(() => ''),
      (text) => text.endsWith('\n'),
    );
    const { last_error } = await running.reaches('one', 'failed', 5_000);
    expect(last_error).toMatchObject({ code: 'BROWSER_FAILED' });
    expect(await livingOf([Number(pid)])).toEqual([]);
    await expectAlive(running);
  });
});
