import { spawn } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const COMMAND = fileURLToPath(new URL('../../src/commands/keys.ts', import.meta.url));

// The command and a running API on one database.
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

async function keys(...args: string[]) {
  const env = { DATABASE_URL: api.databaseUrl, NODE_COMPILE_CACHE: getCompileCacheDir() ?? '' };
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const lines = stdout.trimEnd().split('\n');
  return { code: await exit, stdout, stderr, last: lines.at(-1) ?? '' };
}

const statusWith = async (key: string) => (await request(api, '/api/sessions', { key })).status;

it('creates a key that works at once, lists it without the key, and revokes it', async () => {
  await request(api, '/api/workspaces', { method: 'POST', body: { name: 'branch' } });
  const made = await keys(
    'create',
    ...['--name', 'the app', '--scopes', 'read,grab'],
    ...['--workspace', 'branch', '--expires-at', '2999-01-01T00:00:00Z'],
  );
  expect(made.last).toMatch(/^wcg_[0-9a-f]{8}_[\w-]{43}$/);
  expect(await statusWith(made.last)).toBe(200);

  const listed = await keys('list', '--workspace', 'branch');
  expect(listed.last).toMatch(/^[0-9a-f-]{36}/);
  for (const shown of [made.last.slice(0, 12), 'branch', 'read,grab', '2999-01-01', 'the app']) {
    expect(listed.last).toContain(shown);
  }
  expect(listed.stdout).not.toContain(made.last);

  const id = listed.last.slice(0, 36);
  expect((await keys('revoke', '--id', id)).code).toBe(0);
  expect(await statusWith(made.last)).toBe(401);
});

it('replaces a key by one with the same rights and addresses, and keeps the old one for a while', async () => {
  const addresses = ['--allowed-addresses', '127.0.0.1, ::1'];
  const old = await keys('create', '--name', 'limited', '--scopes', 'read', ...addresses);
  expect(await statusWith(old.last)).toBe(200);
  const id = (await keys('list')).last.slice(0, 36);
  const next = await keys('rotate', '--id', id, '--overlap-seconds', '3600');
  expect(next.last).toMatch(/^wcg_/);
  expect([await statusWith(old.last), await statusWith(next.last)]).toEqual([200, 200]);
  expect((await keys('rotate', '--id', id, '--overlap-seconds', '0')).code).toBe(0);
  expect([await statusWith(old.last), await statusWith(next.last)]).toEqual([401, 200]);
});

it('limits a key to sessions, and says to which', async () => {
  const [own, other] = [await createSession(api), await createSession(api)];
  const args = ['--name', 'one account', '--scopes', 'read', '--sessions', own];
  const made = await keys('create', ...args);
  const { body } = await request(api, '/api/sessions', { key: made.last });
  const ids = body.data.sessions.map((one: { session_id: string }) => one.session_id);
  expect(ids).toEqual([own]);
  const { stdout } = await keys('list');
  expect(stdout).toContain(own);
  expect(stdout).not.toContain(other);
  const unknown = await keys('create', ...args.slice(0, -1), 'nowhere');
  expect([unknown.code, unknown.stderr]).toEqual([
    ...[1, expect.stringContaining('sessions.0 is not a session of the workspace')],
  ]);
});

it('with --only-first prints an empty line where a key exists already', async () => {
  await keys('create', '--name', 'one', '--scopes', 'read');
  const { code, stdout } = await keys(
    'create',
    '--name',
    'two',
    '--scopes',
    'read',
    '--only-first',
  );
  expect([code, stdout]).toEqual([0, '\n']);
});

it.each([
  ['no command', [], 'Usage'],
  ['no name', ['create', '--scopes', 'read'], 'Usage'],
  ['an unknown scope', ['create', '--name', 'x', '--scopes', 'root'], 'Unknown scope "root"'],
  [
    'an unknown workspace',
    ['create', '--name', 'x', '--scopes', 'read', '--workspace', 'no'],
    'workspace',
  ],
  [
    'an expiry in the past',
    ['create', '--name', 'x', '--scopes', 'read', '--expires-at', '2020-01-01'],
    'expires_at must be a time in the future',
  ],
  ['an unknown key', ['revoke', '--id', 'x'], 'no such key'],
])('fails and says why for %s', async (_, args, reason) => {
  const { code, stdout, stderr } = await keys(...args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(reason);
});
