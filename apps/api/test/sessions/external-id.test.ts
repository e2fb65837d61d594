import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { RouteContract } from '@grabber/contracts/route';
import { createWorkspace } from '@grabber/database/workspaces/workspaces';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { request } from '../support/request.ts';
import { sampleRequest } from '../support/sample-request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);
const clock = () => new Date();
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const create = (body: object, key?: string) =>
  request(api, '/api/sessions', { method: 'POST', body, ...(key && { key }) });

async function keyOf(workspace: string): Promise<string> {
  await createWorkspace(api.db, { name: workspace, now: clock() });
  const scopes = ['read', 'grab', 'manage'] as const;
  return (await createKey({ db: api.db, clock }, { name: 'a', scopes, workspace })).key;
}

it('finds the session in every path of a session, and answers show both ids', async () => {
  const paths = ROUTES.filter(({ path }) => path.startsWith('/api/sessions/:id'));
  expect(paths.length).toBeGreaterThan(20);
  for (const [count, route] of paths.entries()) {
    const external_id = `customer.${count}`;
    const created = await create({ name: 'a', external_id });
    expect(created.body.data.external_id).toBe(external_id);
    const { path, ...sample } = sampleRequest(route, external_id);
    const controller = new AbortController();
    const headers = { prefer: 'respond-async' };
    if (route.eventStream) {
      const answer = await fetch(`${api.url}${path}`, {
        headers: { 'x-api-key': 'the-admin-key-of-the-tests-0123456789' },
        signal: controller.signal,
      });
      expect(answer.status).toBe(200);
      controller.abort();
      continue;
    }
    const { body } = await request(api, path, { ...sample, headers });
    expect([route.id, body?.code]).not.toEqual([route.id, 'SESSION_NOT_FOUND']);
  }
});

it('is unique in its workspace, also when it is changed, and may occur in another', async () => {
  const [one, two] = [await keyOf('one'), await keyOf('two')];
  const first = await create({ name: 'a', external_id: 'panel-1' }, one);
  expect(first.status).toBe(201);
  const again = await create({ name: 'b', external_id: 'panel-1' }, one);
  expect([again.status, again.body.code]).toEqual([409, 'SESSION_EXISTS']);
  const elsewhere = await create({ name: 'c', external_id: 'panel-1' }, two);
  expect(elsewhere.status).toBe(201);
  const other = await create({ name: 'd', external_id: 'panel-2' }, one);
  const patch = (body: object) =>
    request(api, '/api/sessions/panel-2', { method: 'PATCH', body, key: one });
  expect((await patch({ external_id: 'panel-1' })).body.code).toBe('SESSION_EXISTS');
  expect((await patch({ external_id: null })).body.data.external_id).toBe(null);
  expect((await patch({ name: 'd' })).status).toBe(404);
  const get = (key?: string) => request(api, '/api/sessions/panel-1', { ...(key && { key }) });
  expect((await get(one)).body.data.session_id).toBe(first.body.data.session_id);
  expect((await get(two)).body.data.session_id).toBe(elsewhere.body.data.session_id);
  const ambiguous = await get();
  expect([ambiguous.status, ambiguous.body.details[0].path]).toEqual([400, 'params.id']);
  expect(other.status).toBe(201);
});

it.each(['01234567-0123-4123-8123-0123456789ab', 'a b', 'a/b', '.', '-', 'x'.repeat(101), ''])(
  'must not be %j',
  async (external_id) => {
    expect((await create({ name: 'a', external_id })).status).toBe(400);
  },
);

it('is in neither the log nor the audit, which know the id of the session', async () => {
  const { body } = await create({ name: 'a', external_id: 'customer-of-ours' });
  const headers = { 'x-request-id': 'panel-request-1' };
  const asked = await request(api, '/api/sessions/customer-of-ours/contacts', { headers });
  expect(asked.headers.get('x-request-id')).toBe('panel-request-1');
  await vi.waitFor(async () => {
    await api.context.audit.flush();
    const path = `/api/audit?session_id=${body.data.session_id}`;
    const { entries } = (await request(api, path)).body.data;
    expect(entries).toMatchObject([
      { route: '/api/sessions/:id/contacts', request_id: 'panel-request-1' },
    ]);
  });
  const line = api.logs.find(
    ({ request_id, route }) => request_id === 'panel-request-1' && route !== undefined,
  );
  expect(line).toMatchObject({ session_id: body.data.session_id });
  expect(api.logText()).not.toContain('customer-of-ours');
});

it.each(['6281234567890', '1@s.whatsapp.net', 'a b', 'x'.repeat(65), '{"a":1}'])(
  'an X-Request-Id of %j is replaced',
  async (given) => {
    const { headers } = await request(api, '/api/sessions', {
      headers: { 'x-request-id': given },
    });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  },
);
