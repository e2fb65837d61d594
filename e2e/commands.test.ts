import { once } from 'node:events';
import { access, mkdtemp, rm, utimes } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stopDuringStart } from './cases/stop-during-start.ts';
import { ROOT } from './support/markdown.ts';
import { createRestClient, poll } from './support/rest-client.ts';
import { processesOf, rootCommand } from './support/root-command.ts';

const KEY = /wcg_[0-9a-f]{8}_[\w-]{43}/;

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-commands-'));
});
afterEach(async () => {
  for (const pid of await processesOf(dataDir)) process.kill(pid, 'SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

const run = (...args: string[]) => rootCommand(args, { dataDir });
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
const untilAllEnded = () =>
  poll(
    () => processesOf(dataDir),
    (pids) => pids.length === 0,
    30_000,
  );

it.each(['start', 'demo', 'dev', 'api', 'engine', 'keys'])(
  '%s --help prints its usage and starts nothing',
  async (name) => {
    const folder = join(dataDir, 'data');
    const { code, output } = await rootCommand([name, '--help'], { dataDir: folder }).ended;
    expect(output).toMatch(/^Usage:/m);
    expect(code).toBe(0);
    expect(await exists(folder)).toBe(false);
  },
);

describe('npm start', () => {
  // The soak run stops it in two other moments, too.
  it('a command that is told to stop during its start, twice, by a signal to npm, leaves nothing that breaks the next one', () =>
    stopDuringStart(dataDir, ['logs/engine.log']));

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
    await untilAllEnded();
    expect((await run('keys', 'list').ended).output).toContain('first key');
    expect(await processesOf(dataDir)).toEqual([]);
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
    expect(await processesOf(dataDir)).toEqual([]);
  });
});

it('npm run api runs a database and the API, and ends both on Ctrl-C', async () => {
  const api = run('api');
  const [, port] = await api.prints(/"port":(\d+),"msg":"Listening"/);
  const answer = await fetch(`http://127.0.0.1:${port}/health/live`);
  expect(answer.status).toBe(200);
  api.process.kill('SIGINT');
  expect((await api.ended).code).toBe(0);
  expect(await processesOf(dataDir)).toEqual([]);
});

it('npm run dev pairs a session, restarts the engine when its code changes, and restores the session', async () => {
  const dev = run('dev');
  await dev.prints(/Ctrl-C stops everything/);
  const [, url = ''] = await dev.prints(/API +(http\S+)/);
  const [, key = ''] = await dev.prints(/X-API-Key +(\S+)/);
  const [, id] = await dev.prints(/session +(\S+)/);
  const call = createRestClient(url, key);
  expect((await call('POST', `/sessions/${id}/grab-all`)).status).toBe(200);
  const now = new Date();
  await utimes(join(ROOT, 'apps/engine/src/server.ts'), now, now);
  await dev.prints(/apps\/engine runs again/);
  const status = async () => (await call('GET', `/sessions/${id}/status`)).body.data;
  await poll(status, (data) => data?.status === 'connected' && !data.stale, 60_000);
  dev.process.kill('SIGTERM');
  expect((await dev.ended).code).toBe(0);
  await vi.waitFor(async () => expect(await processesOf(dataDir)).toEqual([]), 30_000);
});
