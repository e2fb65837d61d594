import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const account = {
  contacts: [engineContact({ phone: '628123456001', name: 'Zoë', is_locked: true })],
  groups: [engineGroup({ is_locked: false })],
};

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

async function locksOf(id: string): Promise<(boolean | null)[]> {
  const { body } = await request(api, `/api/sessions/${id}/contacts`);
  return body.data.contacts.map((one: { is_locked: boolean | null }) => one.is_locked);
}

async function exportedLocks(id: string): Promise<(boolean | null)[]> {
  const path = `/api/sessions/${id}/contacts/export?format=json`;
  const { text } = await request(api, path);
  return JSON.parse(text).map((one: { is_locked: boolean | null }) => one.is_locked);
}

it('whether a chat is locked is read, stored and exported only by choice', async () => {
  const id = await connectedSession(api, account);
  const grab = () => request(api, `/api/sessions/${id}/grab-all`);
  const choose = async (include_locked: boolean) => {
    const options = { method: 'PATCH', body: { include_locked } };
    const { body } = await request(api, `/api/sessions/${id}`, options);
    expect(body.data).toMatchObject({ include_locked });
  };
  await grab();
  expect(await locksOf(id)).toEqual([null, null]);
  await choose(true);
  await grab();
  expect(await locksOf(id)).toEqual([false, true]);
  expect(await exportedLocks(id)).toEqual([false, true]);
  await choose(false);
  await grab();
  expect(await locksOf(id)).toEqual([null, null]);
  expect(await exportedLocks(id)).toEqual([null, null]);
  const asked = api.engine.calls.filter(
    ({ route, sessionId }) => route === 'readAll' && sessionId === id,
  );
  expect(asked.map(({ query }) => query.locked_chats)).toEqual([undefined, 'true', undefined]);
});
