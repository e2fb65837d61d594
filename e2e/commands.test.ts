import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { createTestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readDocument } from './support/markdown.ts';
import { createRestClient } from './support/rest-client.ts';
import { killProcessesOf, rootCommand, untilNoProcess } from './support/root-command.ts';

const KEY = /wcg_[0-9a-f]{8}_[\w-]{43}/;

/** Of all tests that need no new one: initdb and the migrations take longer than most of them. */
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-commands-'));
});
afterEach(() => killProcessesOf(dataDir));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const run = (...args: string[]) => rootCommand(args, { dataDir });
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

const { scripts } = JSON.parse(readDocument('package.json')) as { scripts: Record<string, string> };

it.each(Object.keys(scripts))('%s --help prints its usage and starts nothing', async (name) => {
  const folder = join(dataDir, 'help');
  const { code, output } = await rootCommand([name, '--help'], { dataDir: folder }).ended;
  // The compiler alone has another word for it.
  expect(stripVTControlCharacters(output)).toMatch(/^Usage:|^COMMON COMMANDS/m);
  expect(code).toBe(0);
  expect(await exists(folder)).toBe(false);
});

describe('npm start', () => {
  it('refuses other commands on its directory with its name, except keys, and ends with a killed launcher', async () => {
    const started = run('start');
    const [firstKey] = await started.prints(KEY);
    for (const name of ['start', 'api']) {
      const { code, output } = await run(name).ended;
      expect(output).toMatch(/is in use by `npm start` \(process \d+\)\. Stop it first, or set/);
      expect(code).toBe(1);
    }
    const { output } = await run('keys', 'create', '--name', 'x', '--scopes', 'read').ended;
    const [key = ''] = KEY.exec(output) ?? [];
    expect(key).not.toBe(firstKey);
    const [, url = ''] = await started.prints(/API +(http\S+)/);
    const { status } = await createRestClient(url, key)('GET', '/sessions');
    expect(status).toBe(200);
    started.process.kill('SIGKILL');
    await untilNoProcess(dataDir);
    expect((await run('keys', 'list').ended).output).toContain('first key');
    await untilNoProcess(dataDir);
  });

  it('told to stop twice while a client follows its events, ends with 0 and leaves no process', async () => {
    const env = { API_SHUTDOWN_GRACE_MS: '500' };
    const started = rootCommand(['start'], { dataDir, env });
    const [, url = ''] = await started.prints(/API +(http\S+)/);
    const key = await readFile(join(dataDir, 'secrets', 'admin-api-key'), 'utf8');
    const events = await fetch(`${url}/api/events`, { headers: { 'x-api-key': key } });
    expect(events.status).toBe(200);
    started.process.kill('SIGTERM');
    started.process.kill('SIGTERM');
    expect((await started.ended).code).toBe(0);
    await events.body?.cancel().catch(() => {});
    await untilNoProcess(dataDir);
  });

  it('says in one sentence that its port is in use, exits with 1 and leaves no process', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const env = { PORT: String(port) };
    const { code, output } = await rootCommand(['start'], { dataDir, env }).ended;
    other.close();
    const sentence = `Port ${port} is in use. Stop the program that uses it, or set PORT to another number.`;
    expect(output.trim()).toBe(sentence);
    expect(code).toBe(1);
    await untilNoProcess(dataDir);
  });
});

describe('what an operator can mend is one sentence, and exit code 1:', () => {
  /** What `npm start` says on its own directory before it ends. */
  async function refusal(env: Readonly<Record<string, string>>, folder = dataDir) {
    const { code, output } = await rootCommand(['start'], { dataDir: folder, env }).ended;
    expect(code).toBe(1);
    await untilNoProcess(dataDir);
    return output.trim();
  }

  it.each([
    [
      'postgres://me:hunter2@127.0.0.1:1/db',
      'no Postgres answers at 127.0.0.1:1. Start it, or correct the address.',
    ],
    [
      'postgres://me:hunter2@no-such-host.invalid/db',
      'the host of no-such-host.invalid:5432 is unknown. Correct its name',
    ],
  ])('the wrong address of a database: %s', async (DATABASE_URL, reason) => {
    const said = await refusal({ DATABASE_URL });
    expect(said).toContain(`DATABASE_URL cannot be used: ${reason}`);
    expect(said.split('\n')).toHaveLength(1);
    expect(said).not.toContain('hunter2');
  });

  it('the wrong password of a database', async () => {
    const url = new URL(testServerUrl());
    url.password = 'hunter2';
    // While the console is built.
    expect(await refusal({ DATABASE_URL: url.toString(), CONSOLE_DIR: '' })).toBe(
      `DATABASE_URL cannot be used: ${url.host} refuses the user or its password. Correct them.`,
    );
  });

  it('no browser', async () => {
    expect(await refusal({ PUPPETEER_EXECUTABLE_PATH: '/nothing' })).toBe(
      'PUPPETEER_EXECUTABLE_PATH is not a browser that runs here (not a file): correct or unset it.',
    );
  });

  it('a secret that cannot be read', async () => {
    expect(await refusal({ ENGINE_SECRET_FILE: '/nothing' })).toBe(
      'ENGINE_SECRET cannot be read from /nothing (ENOENT): correct the path, or let this user read the file',
    );
  });

  it('a data directory that is a file', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, '');
    expect(await refusal({}, file)).toMatch(
      /^A part of the path is a file\. Set DATA_DIR to a folder .*\.$/,
    );
  });

  // A small file system of its own needs root.
  it.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('a full disk', async () => {
    const disk = join(dataDir, 'disk');
    await mkdir(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk]);
    if (mounted.status !== 0) return;
    try {
      await writeFile(join(disk, 'filler'), Buffer.alloc(1_000_000)).catch(() => {});
      expect(await refusal({}, disk)).toMatch(
        /^(The disk is full\.|The embedded Postgres did not start: the disk).*Free some space.*\.$/,
      );
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});

it('npm start refuses a second one on its directory by name also where both have a database of their own', async () => {
  const database = await createTestDatabase(testServerUrl());
  // The secrets of another database do not fit.
  const own = { dataDir: join(dataDir, 'own'), env: { DATABASE_URL: database.url } };
  const first = rootCommand(['start'], own);
  await first.prints(KEY);
  const { code, output } = await rootCommand(['start'], own).ended;
  expect(output).toMatch(
    /is in use by `npm start` \(process \d+\)\. Stop it first, or set DATA_DIR/,
  );
  expect(code).toBe(1);
  first.process.kill('SIGTERM');
  await first.ended;
  await database.drop();
  await untilNoProcess(dataDir);
});

it.each(['simulator', 'engine', 'api'])(
  'npm run %s ends when its launcher is killed',
  async (name) => {
    const args = name === 'simulator' ? ['--state-dir', join(dataDir, 'simulator')] : [];
    const command = run(name, ...args);
    await command.prints(/"controlPort"|"Listening"/);
    command.process.kill('SIGKILL');
    await untilNoProcess(dataDir);
  },
);

it('npm run api runs a database and the API, and ends both on Ctrl-C', async () => {
  const api = run('api');
  const [, port] = await api.prints(/"port":(\d+),"msg":"Listening"/);
  const answer = await fetch(`http://127.0.0.1:${port}/health/live`);
  expect(answer.status).toBe(200);
  api.process.kill('SIGINT');
  expect((await api.ended).code).toBe(0);
  await untilNoProcess(dataDir);
});
