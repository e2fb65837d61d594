import { openDatabase } from '@grabber/database/connection/open-database';
import { type SilentProxy, startSilentProxy } from '@grabber/database/testing/silent-proxy';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let proxied: TestApi;
let proxy: SilentProxy;
beforeAll(async () => {
  api = await startTestApi();
  proxy = await startSilentProxy(api.databaseUrl);
  proxied = await startTestApi({ beside: api, db: openDatabase(proxy.url) });
});
afterAll(async () => {
  await proxied.stop();
  await proxy.close();
  await api.stop();
});

it('answers again by itself after its database connections have gone silent', async () => {
  const id = await connectedSession(api);
  const clock = () => new Date();
  const { key } = await createKey({ db: api.db, clock }, { name: 'reader', scopes: ['read'] });
  const list = () => request(proxied, `/api/sessions/${id}/contacts`, { key });
  const before = await Promise.all(Array.from({ length: 8 }, list));
  expect(before.map(({ status }) => status)).toEqual(Array(8).fill(200));
  proxy.silence();
  const lost = await Promise.all(Array.from({ length: 8 }, list));
  for (const { status, body } of lost.filter((answer) => answer.status !== 200)) {
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'DATABASE_UNAVAILABLE' });
  }
  await vi.waitFor(async () => {
    const after = await Promise.all(Array.from({ length: 8 }, list));
    expect(after.map(({ status }) => status)).toEqual(Array(8).fill(200));
  });
  await vi.waitFor(async () =>
    expect((await request(proxied, '/health/ready')).body.status).toBe('ok'),
  );
  expect((await request(proxied, '/health/live', { key: null })).status).toBe(200);
});
