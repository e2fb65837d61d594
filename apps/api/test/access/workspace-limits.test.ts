import { afterAll, beforeAll, expect, it } from 'vitest';
import { request } from '../support/request.ts';
import { ROOMY, startTestApi, type TestApi } from '../support/test-api.ts';

const MAX = 3;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ workspaceLimits: { ...ROOMY, sessions: MAX, keys: MAX } });
});
afterAll(() => api.stop());

const post = (path: string, body: object, language = 'id') =>
  request(api, path, { method: 'POST', body, headers: { 'accept-language': language } });

async function newWorkspace(name: string): Promise<string> {
  await post('/api/workspaces', { name });
  return name;
}

it.each([
  ['/api/sessions', {}],
  ['/api/keys', { scopes: ['read'] }],
])(
  '%s answers 409 when the workspace has as many as it may have, also to requests at once',
  async (path, rest) => {
    const full = await newWorkspace(`full-${path.length}`);
    const body = { name: 'one', workspace: full, ...rest };
    const answers = await Promise.all(Array.from({ length: 2 * MAX }, () => post(path, body)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(MAX).fill(201), ...Array(MAX).fill(409)]);
    const refused = await post(path, body);
    expect([refused.body.code, refused.body.message]).toEqual([
      'WORKSPACE_FULL',
      'Workspace sudah mencapai batas jumlah session atau API key',
    ]);
    const english = await post(path, body, 'en');
    expect(english.body.message).toBe(
      'The workspace has as many sessions or API keys as it may have',
    );
    const other = await newWorkspace(`other-${path.length}`);
    expect((await post(path, { ...body, workspace: other })).status).toBe(201);
  },
);

it('a revoked or expired key, and a deleted session, makes room for another one', async () => {
  const workspace = await newWorkspace('changing');
  const key = { name: 'a key', scopes: ['read'], workspace };
  const made = [];
  for (let n = 0; n < MAX; n += 1) made.push(await post('/api/keys', key));
  expect((await post('/api/keys', key)).status).toBe(409);
  await request(api, `/api/keys/${made[0]?.body.data.key_id}`, { method: 'DELETE' });
  expect((await post('/api/keys', key)).status).toBe(201);
  const past = "UPDATE api_keys SET expires_at = now() - interval '1 hour' WHERE id = $1";
  await api.db.pool.query(past, [made[1]?.body.data.key_id]);
  expect((await post('/api/keys', key)).status).toBe(201);
  expect((await post('/api/keys', key)).status).toBe(409);

  const session = { name: 'a session', workspace };
  const sessions = [];
  for (let n = 0; n < MAX; n += 1) sessions.push(await post('/api/sessions', session));
  expect((await post('/api/sessions', session)).status).toBe(409);
  const id = sessions[0]?.body.data.session_id;
  await request(api, `/api/sessions/${id}`, { method: 'DELETE' });
  expect((await post('/api/sessions', session)).status).toBe(201);
});
