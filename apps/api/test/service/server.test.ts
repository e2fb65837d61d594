import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

function start(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [SERVER], {
    env: { DATABASE_URL: database.url, DATA_DIR: dataDir, PORT: '0', ...env },
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

it('says what is wrong with its configuration and exits', async () => {
  const server = start({ PORT: 'none', ENGINE_URLS: 'x' });
  let errors = '';
  server.stderr?.on('data', (chunk) => {
    errors += String(chunk);
  });
  const [code] = await once(server, 'exit');
  expect(code).toBe(1);
  expect(errors).toMatch(/PORT must be a whole number/);
});

it('says that the database cannot be used and exits, without showing its password', async () => {
  const server = start({ DATABASE_URL: 'postgres://me:very-secret@127.0.0.1:1/none' });
  let errors = '';
  server.stderr?.on('data', (chunk) => {
    errors += String(chunk);
  });
  const [code] = await once(server, 'exit');
  expect(code).toBe(1);
  expect(errors).toMatch(/DATABASE_URL cannot be used/);
  expect(errors).not.toMatch(/very-secret/);
});
