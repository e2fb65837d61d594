import { spawn } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createTextCipher } from '@grabber/service-kit/text-cipher';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSession, request } from '../support/request.ts';
import { ENCRYPTION_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const COMMAND = fileURLToPath(new URL('../../src/commands/encrypt-again.ts', import.meta.url));
const NEW_KEY = 'the-new-encryption-key-of-the-tests-';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

async function encryptAgain(key: string, previous: string) {
  const env = {
    DATABASE_URL: api.databaseUrl,
    ENCRYPTION_KEY: key,
    ENCRYPTION_KEY_PREVIOUS: previous,
    DATA_DIR: '/nonexistent',
    NODE_COMPILE_CACHE: getCompileCacheDir() ?? '',
  };
  const child = spawn(process.execPath, [COMMAND], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exit, stdout, stderr };
}

async function stored(): Promise<string[]> {
  const { rows } = await api.db.pool.query(
    `SELECT proxy_credentials AS text FROM sessions WHERE proxy_credentials IS NOT NULL
     UNION ALL SELECT secret FROM webhooks
     UNION ALL SELECT previous_secret FROM webhooks WHERE previous_secret IS NOT NULL`,
  );
  return rows.map((row) => row.text);
}

it('after a new key every stored text is encrypted with it, and reads as before without the old one', async () => {
  const id = await createSession(api);
  const proxy = { host: 'proxy.example', port: 3128, username: 'user', password: 'secret' };
  const patched = await request(api, `/api/sessions/${id}`, { method: 'PATCH', body: { proxy } });
  expect(patched.status, patched.text).toBe(200);
  const body = { url: 'http://127.0.0.1:9/' };
  const created = await request(api, '/api/webhooks', { method: 'POST', body });
  const { webhook_id, secret } = created.body.data;
  const rotate = { method: 'POST', body: {} };
  const rotated = await request(api, `/api/webhooks/${webhook_id}/rotate-secret`, rotate);
  const before = await stored();
  expect(before).toHaveLength(3);

  const done = await encryptAgain(NEW_KEY, ENCRYPTION_KEY);
  expect([done.code, done.stdout]).toEqual([0, 'Encrypted again: 3. No key reads: 0.\n']);
  const cipher = createTextCipher({ current: NEW_KEY });
  const { rows } = await api.db.pool.query(
    'SELECT proxy_credentials, secret, previous_secret FROM sessions, webhooks',
  );
  const [row] = rows;
  expect(JSON.parse(cipher.decrypt(row.proxy_credentials, `session:${id}:proxy`))).toEqual({
    username: 'user',
    password: 'secret',
  });
  const place = `webhook:${webhook_id}:secret`;
  expect(cipher.decrypt(row.secret, place)).toBe(rotated.body.data.secret);
  expect(cipher.decrypt(row.previous_secret, place)).toBe(secret);
  const again = await encryptAgain(NEW_KEY, '');
  expect([again.code, again.stdout]).toEqual([0, 'Encrypted again: 0. No key reads: 0.\n']);
});

it('says how many texts no key reads, and leaves them as they are', async () => {
  const foreign = createTextCipher({ current: 'a-key-that-is-lost-for-good-0123456789' });
  const lost = foreign.encrypt('x', 'somewhere');
  await api.db.pool.query('UPDATE webhooks SET previous_secret = $1', [lost]);
  const done = await encryptAgain(NEW_KEY, '');
  expect([done.code, done.stdout]).toEqual([1, 'Encrypted again: 0. No key reads: 1.\n']);
  expect(await stored()).toContain(lost);
});
