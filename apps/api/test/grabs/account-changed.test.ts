import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { fakeGate } from '@grabber/engine-client/testing/fake-fault';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { grabInState, queueGrab, readsOf } from '../support/durable-grabs.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ works: true });
});
afterAll(() => api.stop());

const contactsOf = (name: string) => ({ contacts: [engineContact({ phone: '6281299', name })] });
const FIRST = { phone_number: '62811111111', lid: '1111@lid' };
const SECOND = { phone_number: '62822222222', lid: '2222@lid' };

/** A session with a stored grab of the first account, linked with the second now. */
async function relinked(): Promise<string> {
  const id = await connectedSession(api, contactsOf('Kontak pertama'));
  api.engine.setSession(id, { status: 'connected', ...FIRST });
  expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(200);
  api.engine.setSession(id, { status: 'connected', ...SECOND });
  api.engine.setAccount(id, contactsOf('Kontak kedua'));
  return id;
}

async function namesOf(id: string): Promise<string[]> {
  const { body } = await request(api, `/api/sessions/${id}/contacts`);
  return body.data.contacts.map(({ name }: { name: string }) => name);
}

it('a session linked with another account answers 409, stores nothing and says what to do, in both languages', async () => {
  const id = await relinked();
  for (const [language, text] of [
    ['id', 'buku alamat'],
    ['en', 'address book'],
  ] as const) {
    for (const path of ['grab-all', 'grab-groups', 'grab-contacts']) {
      const headers = { 'accept-language': language };
      const { status, body } = await request(api, `/api/sessions/${id}/${path}`, { headers });
      expect([path, status]).toEqual([path, 409]);
      expect(body).toMatchObject({
        code: 'ACCOUNT_CHANGED',
        message: expect.stringContaining(text),
      });
    }
  }
  expect(readsOf(api, id)).toBe(1);
  expect(await namesOf(id)).toEqual(['Kontak pertama']);
  const { body } = await request(api, `/api/sessions/${id}`);
  expect(body.data).toMatchObject({ status: 'connected', last_error: null });
  expect(body.data.action_required).toMatchObject({ code: 'ACCOUNT_CHANGED' });
});

it('the account changes after the check and before the read: nothing is stored', async () => {
  const id = await connectedSession(api, contactsOf('Kontak pertama'));
  api.engine.setSession(id, { status: 'connected', ...FIRST });
  const gate = fakeGate();
  api.engine.setFault('readContacts', { kind: 'pause', afterLines: 1, gate });
  const first = request(api, `/api/sessions/${id}/grab-contacts`);
  await gate.reached;
  const checks = api.engine.countCalls('getSession');
  const second = request(api, `/api/sessions/${id}/grab-all`);
  await vi.waitFor(() => expect(api.engine.countCalls('getSession')).toBe(checks + 1));
  api.engine.setSession(id, { status: 'connected', ...SECOND });
  api.engine.setAccount(id, contactsOf('Kontak kedua'));
  gate.open();
  expect((await first).status).toBe(200);
  expect(await second).toMatchObject({ status: 409, body: { code: 'ACCOUNT_CHANGED' } });
  api.engine.clearFaults();
  expect(await namesOf(id)).toEqual(['Kontak pertama']);
});

it('a durable grab fails with the code and is not tried again', async () => {
  const id = await relinked();
  const failed = await grabInState(api, await queueGrab(api, id), 'failed');
  expect(failed).toMatchObject({ attempts: 0, error: { code: 'ACCOUNT_CHANGED' } });
});

it('the deletion of the address book lets the new account in', async () => {
  const id = await relinked();
  await request(api, `/api/sessions/${id}/contacts`, { method: 'DELETE' });
  expect((await request(api, `/api/sessions/${id}`)).body.data.action_required).toBeNull();
  expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(200);
  expect(await namesOf(id)).toEqual(['Kontak kedua']);
});

it('the same account with a new number goes on', async () => {
  const id = await relinked();
  api.engine.setSession(id, { status: 'connected', ...FIRST, phone_number: '62833333333' });
  expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(200);
  expect(await namesOf(id)).toEqual(['Kontak kedua']);
});
