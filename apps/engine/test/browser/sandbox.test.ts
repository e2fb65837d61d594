import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { promisify } from 'node:util';
import { createLogger } from '@grabber/service-kit/logger';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createBrowserSetup } from '../../src/browser/browser-setup.ts';
import { loadConfig } from '../../src/config.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { BROWSER_DIR, SYSTEM_PATH, startEngine, temporaryDataDir } from '../support/test-engine.ts';

const isRoot = process.getuid?.() === 0;
const REASON = 'No usable sandbox!';
/** What Chromium does where its sandbox cannot work. */
const UNSANDBOXED = `#!/bin/sh
case " $* " in *" --version "*|*" --no-sandbox "*) exit 0;; esac
echo '[7:7:0101/000000.000000:FATAL:zygote_host_impl_linux.cc(128)] ${REASON} Update your kernel.' >&2
exit 133
`;

let directory: string;
let log: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandbox-'));
  await chmod(directory, 0o755);
  log = [];
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function unsandboxedBrowser(): Promise<string> {
  const path = join(directory, 'chromium');
  await writeFile(path, UNSANDBOXED);
  await chmod(path, 0o755);
  return path;
}

function setup(env: Readonly<Record<string, string>>) {
  const config = loadConfig({
    PATH: SYSTEM_PATH,
    DATA_DIR: join(directory, 'data'),
    ENGINE_BROWSER_DIR: BROWSER_DIR,
    ...env,
  });
  const destination = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  return createBrowserSetup(config, createLogger({ service: 'test', level: 'info', destination }));
}

describe.runIf(process.platform === 'linux')('where the sandbox does not work', () => {
  it('auto refuses with the reason of the browser and what to do', async () => {
    const PUPPETEER_EXECUTABLE_PATH = await unsandboxedBrowser();
    await expect(setup({ PUPPETEER_EXECUTABLE_PATH }).contain()).rejects.toMatchObject({
      code: 'BROWSER_FAILED',
      message: expect.stringMatching(/sandbox does not work here \(No usable.*ENGINE_NO_SANDBOX/),
    });
  });

  it('a session fails, and the engine is not ready', async () => {
    const simulator = await sharedSimulator();
    const dataDir = await temporaryDataDir();
    onTestFinished(() => dataDir.remove());
    const engine = await startEngine({
      simulator,
      dataDir: dataDir.path,
      env: {
        PUPPETEER_EXECUTABLE_PATH: await unsandboxedBrowser(),
        ENGINE_NO_SANDBOX: 'auto',
        ENGINE_RESTART_ATTEMPTS: '0',
      },
    });
    onTestFinished(() => engine.end('SIGTERM'));
    await engine.call('PUT', '/sessions/one');
    const { last_error } = await engine.reaches('one', 'failed');
    expect(last_error).toMatchObject({
      code: 'BROWSER_FAILED',
      message: expect.stringContaining(REASON),
    });
    expect(await engine.call('GET', '/health/ready')).toMatchObject({ status: 503 });
  });

  it.each(['true', 'if-needed'])('%s runs without it, and says so in the log', async (choice) => {
    const browser = setup({
      PUPPETEER_EXECUTABLE_PATH: await unsandboxedBrowser(),
      ENGINE_NO_SANDBOX: choice,
    });
    expect(await browser.contain()).toMatchObject({ sandbox: false });
    expect(log.join()).toContain('without its sandbox');
  });
});

it('the trial says the same as the browser: where it renders, sessions have the sandbox', async () => {
  const choice = { ENGINE_NO_SANDBOX: 'if-needed' };
  const { sandbox, users } = await setup(choice).contain();
  expect(users !== null).toBe(isRoot);
  // A machine without user namespaces has no sandbox, and says why.
  if (sandbox) expect(log).toEqual([]);
  else expect(log.join()).toContain('"reason":');
});

it('a browser that only root can reach is not run as root with auto', async () => {
  if (!isRoot) return;
  const path = await unsandboxedBrowser();
  await chmod(directory, 0o700);
  const { contain } = setup({ PUPPETEER_EXECUTABLE_PATH: path });
  await expect(contain()).rejects.toMatchObject({
    code: 'BROWSER_FAILED',
    message: expect.stringContaining('Permission denied'),
  });
});

it('the wrapper gives the browser no right of root', async () => {
  if (!isRoot) return;
  const script = new URL('../../src/browser/run-as.sh', import.meta.url).pathname;
  const env = { PATH: SYSTEM_PATH, BROWSER_UID: '60580', BROWSER_PROGRAM: '/bin/cat' };
  const { stdout } = await promisify(execFile)(script, ['/proc/self/status'], { env });
  expect(stdout).toMatch(/^Uid:\t60580\t60580\t60580\t60580$/m);
  expect(stdout).toMatch(/^Groups:\s*$/m);
  expect(stdout).toMatch(/^Cap(Prm|Eff):\t0+$/m);
});
