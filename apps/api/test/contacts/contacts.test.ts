import { API_ROUTES } from '@grabber/contracts/api/routes';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectedSession, createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const CONTACTS = 2_500;

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  const contacts = Array.from({ length: CONTACTS }, (_, n) =>
    engineContact({ phone: `62813${1e6 + n}` }),
  );
  id = await connectedSession(api, { groups: [engineGroup()], contacts });
  await request(api, `/api/sessions/${id}/grab-all`);
});
afterAll(() => api.stop());

it('are all answered, or one type of them', async () => {
  const all = await request(api, `/api/sessions/${id}/contacts`);
  expect(all.status).toBe(200);
  expect(all.headers.get('cache-control')).toBe('no-store');
  expect(Compile(API_ROUTES.listContacts.responses[200]).Errors(all.body)).toEqual([]);
  expect(all.body.data.contacts).toHaveLength(CONTACTS + 1);
  const groups = (await request(api, `/api/sessions/${id}/contacts?type=group`)).body.data;
  expect(groups).toMatchObject({ session_id: id, contacts: [{ type: 'group' }] });
  const people = (await request(api, `/api/sessions/${id}/contacts?type=individual`)).body.data;
  expect(people.contacts).toHaveLength(CONTACTS);
});

it('are an empty list before the first grab', async () => {
  const other = await createSession(api);
  const { text, body } = await request(api, `/api/sessions/${other}/contacts`);
  expect(body).toEqual({ success: true, data: { session_id: other, contacts: [] } });
  expect(text).toContain('"contacts":[]');
});

it.each(['groups', 'GROUP', 'individual&type=group'])(
  'with type=%s are refused with what is allowed',
  async (type) => {
    const { status, body } = await request(api, `/api/sessions/${id}/contacts?type=${type}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ success: false, code: 'VALIDATION_FAILED' });
    expect(body.details).toEqual([
      { path: 'query.type', message: 'harus salah satu dari "individual", "group", "all"' },
    ]);
  },
);

it('stay readable while the session and the engine are away', async () => {
  const before = await request(api, `/api/sessions/${id}/contacts`);
  const calls = api.engine.calls.length;
  await api.engine.goDown();
  const { status, text } = await request(api, `/api/sessions/${id}/contacts`);
  await api.engine.comeUp();
  expect(status).toBe(200);
  expect(text).toBe(before.text);
  expect(api.engine.calls).toHaveLength(calls);
});

it('that a client stops reading in the middle leave no connection busy', async () => {
  const busy = async () => {
    const text = `SELECT count(*) AS n FROM pg_stat_activity
      WHERE datname = current_database() AND state = 'idle in transaction'`;
    return (await api.db.pool.query(text)).rows[0].n as number;
  };
  for (let round = 0; round < 5; round += 1) {
    const controller = new AbortController();
    const response = await fetch(`${api.url}/api/sessions/${id}/contacts`, {
      headers: { 'x-api-key': 'the-admin-key-of-the-tests-0123456789' },
      signal: controller.signal,
    });
    const reader = response.body?.getReader();
    await reader?.read();
    controller.abort();
  }
  await expect.poll(busy).toBe(0);
  expect((await request(api, `/api/sessions/${id}/contacts`)).status).toBe(200);
});

it('are deleted, of this session alone, and counted', async () => {
  const other = await connectedSession(api, { contacts: [engineContact()] });
  const one = await connectedSession(api, { groups: [engineGroup()], contacts: [engineContact()] });
  for (const session of [one, other]) await request(api, `/api/sessions/${session}/grab-all`);
  const path = `/api/sessions/${one}/contacts`;
  const answer = await request(api, path, { method: 'DELETE' });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    success: true,
    message: 'Kontak berhasil dihapus',
    data: { session_id: one, deleted_count: 2 },
  });
  expect((await request(api, path)).body.data.contacts).toEqual([]);
  const again = await request(api, path, { method: 'DELETE' });
  expect(again.body.data.deleted_count).toBe(0);
  const kept = await request(api, `/api/sessions/${other}/contacts`);
  expect(kept.body.data.contacts).toHaveLength(1);
  const regrabbed = await request(api, `/api/sessions/${one}/grab-all`);
  expect(regrabbed.body.data).toMatchObject({ saved_count: 2, updated_count: 0 });
});
