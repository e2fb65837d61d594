import { spawnSync } from 'node:child_process';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { inTerminal } from './support/command-line.ts';
import { ROOT } from './support/markdown.ts';
import { openLink } from './support/open-link.ts';
import { createRestClient, poll } from './support/rest-client.ts';
import {
  FOR_COMMANDS,
  killProcessesOf,
  rootCommand,
  untilNoProcess,
} from './support/root-command.ts';

const HAS_SCRIPT = spawnSync('script', ['--version']).status === 0;
const KEY = /wcg_[0-9a-f]{8}_[\w-]{43}/;
const BOOTSTRAP = join(ROOT, 'scripts/bootstrap.mjs');

/** Of the first start and those after it. */
let dataDir: string;
let simulator: Simulator;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-first-'));
  simulator = await startSimulator();
});
afterEach(() => killProcessesOf(dataDir));
afterAll(async () => {
  await simulator?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** An engine that meets the simulated account alone. */
const simulated = () => ({
  ENGINE_BROWSER_ARGS: JSON.stringify(simulator.browserArgs),
  ENGINE_NO_SANDBOX: 'if-needed',
  ENGINE_CATCH_UP_MS: '0',
});
const start = (env: Record<string, string> = {}) =>
  rootCommand(['start'], { dataDir, env: { ...simulated(), ...env } });

it('npm start without a terminal prints a key and a link that signs one browser in as an admin, and no QR', async () => {
  // The console is built, as for users.
  const started = start({ CONSOLE_DIR: '' });
  const [key = ''] = await started.prints(KEY);
  const [, url = ''] = await started.prints(/API +(http\S+)/);
  const [, link = ''] = await started.prints(
    /^ {2}Console {4}(\S+) {3}\(signs one browser in, once, within ten minutes\)$/m,
  );
  await started.prints(/Ctrl-C stops everything/);
  const { page, signIn } = await openLink(link);
  expect(page).toContain('<title>WhatsApp Contact Grabber</title>');
  expect(page).not.toContain('main.tsx');
  expect(signIn.status).toBe(201);
  const { data } = (await signIn.json()) as { data: object };
  expect(data).toMatchObject({ workspace: { name: 'default' }, key: null });
  expect((await openLink(link)).signIn.status).toBe(401);
  expect((await createRestClient(url, key)('GET', '/sessions')).body.data.sessions).toEqual([]);
  started.process.kill('SIGTERM');
  const { code, output } = await started.ended;
  expect(code).toBe(0);
  expect(output).not.toMatch(/[█▀▄]/);
  expect(output).not.toContain('\u001b');
  await expect(access(join(dataDir, 'running.json'))).rejects.toThrow();
});

it('a later npm start says where a key is, and prints calls that work when they are pasted', async () => {
  const second = start();
  const [text] = await second.prints(/API {2,}http[\s\S]*Ctrl-C stops/);
  expect(text).not.toMatch(/YOUR_KEY/);
  expect(text).not.toMatch(KEY);
  expect(text).toContain('npm run keys -- create');
  expect(text).toMatch(/Admin key {2}in \S+secrets\/admin-api-key/);
  const [, assignment] = /^ {4}(KEY=.*)$/m.exec(text) ?? [];
  const [, create] = /^ {4}(curl .*\/api\/sessions)$/m.exec(text) ?? [];
  const script = `${assignment}; ${create?.replace('"start":true', '"start":false')} --silent --fail`;
  const { stdout, status } = spawnSync('bash', ['-c', script], { cwd: ROOT, encoding: 'utf8' });
  const { success, data } = JSON.parse(stdout);
  expect([status, success]).toEqual([0, true]);
  // The call of the QR waits for one, and never stores an error.
  expect(text).toMatch(/until curl --silent --fail .*format=png" -o qr\.png; do sleep 2; done/);
  // The next start finds no session.
  const { call } = await ownApi();
  expect((await call('DELETE', `/sessions/${data.session_id}`)).status).toBe(200);
  second.process.kill('SIGTERM');
  expect((await second.ended).code).toBe(0);
});

/** The running API, as its files say where it is. */
async function ownApi() {
  const { url } = JSON.parse(await readFile(join(dataDir, 'running.json'), 'utf8'));
  const admin = await readFile(join(dataDir, 'secrets/admin-api-key'), 'utf8');
  return { admin, call: createRestClient(url, admin) };
}

it.skipIf(!HAS_SCRIPT)(
  'npm start shows the QR of the first session in a terminal, its sync, and what is next',
  async () => {
    const env = {
      ...simulated(),
      ...FOR_COMMANDS,
      DATABASE_URL: '',
      PORT: '0',
      DATA_DIR: dataDir,
    };
    const started = inTerminal([BOOTSTRAP, 'start'], env);
    await started.prints(/[█▀▄ ]{20}/);
    const { admin, call } = await ownApi();
    const { sessions } = (await call('GET', '/sessions')).body.data;
    expect(sessions).toHaveLength(1);
    const path = `/sessions/${sessions[0].session_id}/qr`;
    const { body } = await poll(
      () => call('GET', path),
      ({ status }) => status === 200,
    );
    await simulator.control.createAccount({ account_id: 'first', contacts: 20, groups: 2 });
    await simulator.control.scanQr({ qr: body.data.qr, account_id: 'first' });
    await started.prints(/Next: npm run grabber -- grab/);
    started.process.stdin?.write('\u0003');
    const { code, out } = await started.ended;
    const text = stripVTControlCharacters(out);
    expect(text).toContain('Connected.');
    expect(text).not.toContain(admin);
    expect(code).toBe(0);
    await untilNoProcess(dataDir);
  },
);
