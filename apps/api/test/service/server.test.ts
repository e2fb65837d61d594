import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { getCompileCacheDir } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createTestDatabase, type TestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request } from '../support/request.ts';

const SERVER = new URL('../../src/server.ts', import.meta.url).pathname;

let database: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  database = await createTestDatabase(testServerUrl());
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-api-'));
});
afterAll(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

function start(env: Record<string, string>, args: string[] = []): ChildProcess {
  return spawn(process.execPath, [SERVER, ...args], {
    env: {
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      PORT: '0',
      NODE_COMPILE_CACHE: getCompileCacheDir() ?? '',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

it('starts with nothing but a database, makes its secrets, serves, and stops on SIGTERM', async () => {
  const server = start({});
  const [message] = await once(server, 'message');
  expect(message).toMatchObject({ type: 'listening', port: expect.any(Number) });
  const url = `http://127.0.0.1:${(message as { port: number }).port}`;
  const file = join(dataDir, 'secrets', 'admin-api-key');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const key = await readFile(file, 'utf8');
  expect((await request({ url }, '/api/sessions', { key })).body.data).toEqual({ sessions: [] });
  expect((await request({ url }, '/api/sessions', { key: 'x'.repeat(43) })).status).toBe(401);
  const exited = once(server, 'exit');
  server.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

/** Starts the server, which ends by itself; answers its exit code and what it printed. */
async function startAndEnd(env: Record<string, string>, args: string[] = []) {
  const server = start(env, args);
  const output = Promise.all([text(server.stdout!), text(server.stderr!)]);
  const [code] = await once(server, 'exit');
  const [stdout, stderr] = await output;
  return { code, stdout, stderr };
}

it('says what is wrong with its configuration and exits', async () => {
  const { code, stderr } = await startAndEnd({ PORT: 'none', ENGINE_URLS: 'x' });
  expect(code).toBe(1);
  expect(stderr).toMatch(/PORT must be a whole number/);
});

it('says that the database cannot be used and exits, without showing its password', async () => {
  const url = 'postgres://me:very-secret@127.0.0.1:1/none';
  const { code, stderr } = await startAndEnd({ DATABASE_URL: url });
  expect(code).toBe(1);
  expect(stderr).toMatch(/DATABASE_URL cannot be used/);
  expect(stderr).not.toMatch(/very-secret/);
});

it('says which command runs a database where DATABASE_URL is not set, and exits', async () => {
  const { code, stderr } = await startAndEnd({ DATABASE_URL: '' });
  expect(code).toBe(1);
  expect(stderr).toMatch(/DATABASE_URL is not set.*`npm start` or `npm run api`/);
});

it('says in one sentence that its port is in use, to people and to its launcher, and exits', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const server = start({ PORT: String(port) });
  const errors = text(server.stderr!);
  const [[message], [code]] = await Promise.all([once(server, 'message'), once(server, 'exit')]);
  other.close();
  const sentence = `Port ${port} is in use. Stop the program that uses it, or set PORT to another number.`;
  expect(code).toBe(1);
  expect(message).toEqual({ type: 'failed', message: sentence });
  expect(await errors).toBe(`${sentence}\n`);
});

it('with --help prints its settings and starts nothing', async () => {
  const { code, stdout, stderr } = await startAndEnd({ PORT: 'none' }, ['--help']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Usage: npm run api$/m);
  expect(stdout).toMatch(/^ {2}PORT +Port to listen on\. \(default 3000\)$/m);
});
