import { spawnSync } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTerminal } from './support/command-line.ts';
import { ROOT } from './support/markdown.ts';
import { createRestClient, poll } from './support/rest-client.ts';
import { processesOf, rootCommand } from './support/root-command.ts';
import { UNPACKED_BROWSER } from './support/unpacked-browser.ts';

const HAS_SCRIPT = spawnSync('script', ['--version']).status === 0;
const KEY = /wcg_[0-9a-f]{8}_[\w-]{43}/;
const BOOTSTRAP = join(ROOT, 'scripts/bootstrap.mjs');

let dataDir: string;
let simulator: Simulator;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-first-'));
  simulator = await startSimulator();
});
afterEach(async () => {
  for (const pid of await processesOf(dataDir)) process.kill(pid, 'SIGKILL');
  await simulator.stop();
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

/** A folder that the API serves as the console. */
async function anyConsole(): Promise<{ CONSOLE_DIR: string }> {
  const dir = join(dataDir, 'console');
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'index.html'), '<html><head><title>Console</title></head></html>');
  return { CONSOLE_DIR: dir };
}

/** Opens the link as a browser does: the page, then a sign-in with the token of the fragment. */
async function openLink(link: string): Promise<{ page: string; signIn: Response }> {
  const { origin, hash } = new URL(link);
  const page = await (await fetch(origin)).text();
  const signIn = await fetch(`${origin}/api/console/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: hash.replace('#sign-in=', '') }),
  });
  return { page, signIn };
}

describe('npm start', () => {
  it('says on each start where a key is, and prints calls that work when they are pasted', async () => {
    const first = start();
    const [key] = await first.prints(KEY);
    first.process.kill('SIGTERM');
    await first.ended;
    await expect(access(join(dataDir, 'running.json'))).rejects.toThrow();
    const second = start();
    const [text] = await second.prints(/API {2,}http[\s\S]*Ctrl-C stops/);
    expect(text).not.toMatch(/YOUR_KEY/);
    expect(text).not.toContain(key);
    expect(text).toContain('npm run keys -- create');
    expect(text).toMatch(/Admin key {2}in \S+secrets\/admin-api-key/);
    const [, assignment] = /^ {4}(KEY=.*)$/m.exec(text) ?? [];
    const [, create] = /^ {4}(curl .*\/api\/sessions)$/m.exec(text) ?? [];
    const script = `${assignment}; ${create?.replace('"start":true', '"start":false')} --silent --fail`;
    const { stdout, status } = spawnSync('bash', ['-c', script], { cwd: ROOT, encoding: 'utf8' });
    expect([status, JSON.parse(stdout).success]).toEqual([0, true]);
    // The call of the QR waits for one, and never stores an error.
    expect(text).toMatch(/until curl --silent --fail .*format=png" -o qr\.png; do sleep 2; done/);
    second.process.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
  });

  it('prints a link that signs one browser in to the console, as an admin of the workspace', async () => {
    const started = start(await anyConsole());
    const [, link = ''] = await started.prints(
      /^ {2}Console {4}(\S+) {3}\(signs one browser in, once, within ten minutes\)$/m,
    );
    const { page, signIn } = await openLink(link);
    expect(page).toContain('<title>Console</title>');
    expect(signIn.status).toBe(201);
    const { data } = (await signIn.json()) as { data: object };
    expect(data).toMatchObject({ workspace: { name: 'default' }, key: null });
    expect((await openLink(link)).signIn.status).toBe(401);
    started.process.kill('SIGTERM');
    expect((await started.ended).code).toBe(0);
  });

  it('prints no QR and creates no session without a terminal', async () => {
    const started = start();
    const [key = ''] = await started.prints(KEY);
    const [, url = ''] = await started.prints(/API +(http\S+)/);
    await started.prints(/Ctrl-C stops everything/);
    expect((await createRestClient(url, key)('GET', '/sessions')).body.data.sessions).toEqual([]);
    started.process.kill('SIGTERM');
    const { output } = await started.ended;
    expect(output).not.toMatch(/[█▀▄]/);
    expect(output).not.toContain('\u001b');
  });

  it.skipIf(!HAS_SCRIPT)(
    'shows the QR of the first session in a terminal, its sync, and what is next',
    async () => {
      const env = {
        ...simulated(),
        ...UNPACKED_BROWSER,
        DATABASE_URL: '',
        PORT: '0',
        DATA_DIR: dataDir,
      };
      const started = inTerminal([BOOTSTRAP, 'start'], env);
      await started.prints(/[█▀▄ ]{20}/);
      const { url } = JSON.parse(await readFile(join(dataDir, 'running.json'), 'utf8'));
      const admin = await readFile(join(dataDir, 'secrets/admin-api-key'), 'utf8');
      const call = createRestClient(url, admin);
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
      expect(await processesOf(dataDir)).toEqual([]);
    },
  );
});

describe('npm run demo -- --serve', () => {
  const SIZE = ['--contacts', '30', '--groups', '2', '--participants', '4'];

  it('prints the calls and how to scan a further session, and ends with a sentence', async () => {
    const demo = rootCommand(['demo', '--serve', ...SIZE], { dataDir, env: await anyConsole() });
    const [text] = await demo.prints(/ {2}API {2,}http[\s\S]*Ctrl-C stops it/);
    for (const part of ['/status', '/grab-groups', '/grab-contacts', '/grab-all', '-X DELETE'])
      expect(text).toContain(part);
    const [, url = ''] = /API +(http\S+)/.exec(text) ?? [];
    const [, key = ''] = /X-API-Key +(\S+)/.exec(text) ?? [];
    const [, account, place = ''] = /"account_id":"([^"]+)"}' (http\S+)/.exec(text) ?? [];
    const [, link = ''] = /^ {2}Console {5}(\S+) {3}\(signs one browser in/m.exec(text) ?? [];
    expect((await openLink(link)).signIn.status).toBe(201);
    const call = createRestClient(url, key);
    const created = await call('POST', '/sessions', { body: { name: 'Other', start: true } });
    const id = created.body.data.session_id;
    const { body } = await poll(
      () => call('GET', `/sessions/${id}/qr`),
      ({ status }) => status === 200,
    );
    const answer = await fetch(place, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ qr: body.data.qr, account_id: account }),
    });
    expect(answer.status).toBe(200);
    demo.process.kill('SIGINT');
    const { output } = await demo.ended;
    expect(output.trimEnd().split('\n').at(-1)).toBe(
      'The demo has stopped. Its data are kept for the next one.',
    );
  });
});
