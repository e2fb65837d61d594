import { createTextCipher } from '@grabber/service-kit/text-cipher';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedProxy } from '../../src/mappers/stored-proxy.ts';
import { request } from '../support/request.ts';
import { ENCRYPTION_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const CIPHER = createTextCipher({ current: ENCRYPTION_KEY });
const PASSWORD = 'kata-sandi-proxy-7719';
const USERNAME = 'pelanggan-4471';
const PLACE = { host: 'proxy.example', port: 3128 };
const PROXY = { ...PLACE, username: USERNAME, password: PASSWORD };

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const call = (method: string, path: string, body?: unknown) =>
  request(api, path, { method, ...(body !== undefined && { body }) });
const create = async (body: object) => (await call('POST', '/api/sessions', body)).body.data;
const rowOf = async (id: string) =>
  (await api.db.pool.query('SELECT * FROM sessions WHERE id = $1', [id])).rows[0];

describe('the proxy of a session', () => {
  it('goes to the engine with the start, and its password is in no answer, log or column', async () => {
    const session = await create({ name: 'x', proxy: PROXY, start: true });
    expect(session.proxy).toEqual({ ...PLACE, has_credentials: true });
    expect(api.engine.proxyOf(session.session_id)).toEqual(PROXY);
    const row = await rowOf(session.session_id);
    expect(storedProxy(CIPHER, row)).toEqual(PROXY);
    const { text } = await request(api, `/api/sessions/${session.session_id}`);
    for (const secret of [PASSWORD, USERNAME]) {
      expect(JSON.stringify([row, session])).not.toContain(secret);
      expect(text).not.toContain(secret);
      expect(api.logText()).not.toContain(secret);
    }
  });

  it('can be changed, kept and removed: the next start has what was said last', async () => {
    const { session_id: id } = await create({ name: 'x' });
    const path = `/api/sessions/${id}`;
    const start = async () => {
      await call('POST', `${path}/stop`);
      await call('POST', `${path}/start`);
      return api.engine.proxyOf(id);
    };
    expect(await start()).toBeNull();
    const changed = await call('PATCH', path, { proxy: PLACE });
    expect(changed.body.data.proxy).toEqual({ ...PLACE, has_credentials: false });
    expect(await start()).toEqual(PLACE);
    await call('PATCH', path, { name: 'y' });
    expect(await start()).toEqual(PLACE);
    expect((await call('PATCH', path, { proxy: null })).body.data.proxy).toBeNull();
    expect(await start()).toBeNull();
  });

  it.each([
    { host: 'http://proxy.example', port: 1 },
    { host: 'user:pw@proxy', port: 1 },
    { host: 'proxy', port: 0 },
    { host: 'proxy', port: 65_536 },
    { host: 'proxy' },
    { ...PLACE, password: 'a\nb' },
    { ...PLACE, other: 1 },
  ])('that is not valid is refused: %j', async (proxy) => {
    const { status, body } = await call('POST', '/api/sessions', { name: 'x', proxy });
    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('that another key of the installation has encrypted is PROXY_AUTH_FAILED, in both languages', async () => {
    const { session_id: id } = await create({ name: 'x', proxy: PROXY });
    const other = createTextCipher({ current: 'another-key-'.repeat(4) });
    const foreign = other.encrypt('{}', `session:${id}:proxy`);
    await api.db.pool.query('UPDATE sessions SET proxy_credentials = $2 WHERE id = $1', [
      id,
      foreign,
    ]);
    const start = (language: string) =>
      request(api, `/api/sessions/${id}/start`, {
        method: 'POST',
        headers: { 'accept-language': language },
      });
    const [indonesian, english] = [await start('id'), await start('en')];
    expect(indonesian).toMatchObject({ status: 502, body: { code: 'PROXY_AUTH_FAILED' } });
    expect(indonesian.body.message).toContain('kata sandi proxy');
    expect(english.body.message).toContain('does not accept');
    expect(api.engine.proxyOf(id)).toBeUndefined();
  });
});
