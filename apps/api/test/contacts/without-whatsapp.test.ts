import { API_ROUTES } from '@grabber/contracts/api/routes';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const zoe = engineContact({ phone: '628123456001', name: 'Zoë' });
const rumah = engineContact({ phone: '628123456002', name: 'Rumah', on_whatsapp: false });

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

async function choose(id: string, include_without_whatsapp: boolean): Promise<void> {
  const options = { method: 'PATCH', body: { include_without_whatsapp } };
  expect((await request(api, `/api/sessions/${id}`, options)).body.data).toMatchObject({
    include_without_whatsapp,
  });
}

async function choosingSession(contacts = [zoe, rumah]): Promise<string> {
  const id = await connectedSession(api, { contacts });
  await choose(id, true);
  return id;
}

async function grab(id: string, path = 'grab-all') {
  const { status, body } = await request(api, `/api/sessions/${id}/${path}`);
  expect(status).toBe(200);
  return body.data;
}

async function namesOf(id: string, query: string): Promise<string[]> {
  const { status, body } = await request(api, `/api/sessions/${id}/contacts?${query}`);
  expect(status).toBe(200);
  expect(Compile(API_ROUTES.listContacts.responses[200]).Errors(body)).toEqual([]);
  return body.data.contacts.map(({ name }: { name: string }) => name);
}

const askedOf = (id: string) =>
  api.engine.calls
    .filter(({ sessionId, route }) => sessionId === id && route.startsWith('read'))
    .map(({ query }) => query.without_whatsapp);

describe('people without WhatsApp', () => {
  it('are not read unless the session asks for them', async () => {
    const id = await connectedSession(api, { contacts: [zoe, rumah] });
    const { body } = await request(api, `/api/sessions/${id}`);
    expect(body.data.include_without_whatsapp).toBe(false);
    expect(await grab(id)).toMatchObject({ total_contacts: 1, total_without_whatsapp: 0 });
    await choose(id, true);
    expect(await grab(id)).toMatchObject({ total_contacts: 1, total_without_whatsapp: 1 });
    expect(await grab(id, 'grab-groups')).toMatchObject({ total_without_whatsapp: 0 });
    expect(askedOf(id)).toEqual([undefined, 'true', undefined]);
  });

  it('can be chosen when the session is created', async () => {
    const body = { name: 'Kantor', include_without_whatsapp: true };
    const created = await request(api, '/api/sessions', { method: 'POST', body });
    expect(created.body.data).toMatchObject({ include_without_whatsapp: true });
  });

  it('are in no answer, list or export unless it asks for them', async () => {
    const id = await choosingSession();
    const { contacts } = await grab(id);
    expect(contacts).toMatchObject([{ name: 'Zoë', on_whatsapp: true }]);
    for (const limit of ['', '&limit=10&total=true']) {
      expect(await namesOf(id, `type=individual${limit}`)).toEqual(['Zoë']);
      expect(await namesOf(id, `search=rumah${limit}`)).toEqual([]);
      expect(await namesOf(id, `on_whatsapp=true${limit}`)).toEqual(['Zoë']);
      expect(await namesOf(id, `on_whatsapp=false${limit}`)).toEqual(['Rumah']);
      expect(await namesOf(id, `on_whatsapp=false&search=rumah${limit}`)).toEqual(['Rumah']);
    }
    const file = async (query: string) =>
      (await request(api, `/api/sessions/${id}/contacts/export?format=vcard${query}`)).text;
    expect(await file('')).toContain('FN:Zoë');
    expect(await file('')).not.toContain('Rumah');
    expect(await file('&on_whatsapp=false')).toContain('FN:Rumah');
    expect(await file('&on_whatsapp=false')).not.toContain('Zoë');
  });

  it('are found by their address, and are among the changes', async () => {
    const id = await choosingSession();
    await grab(id);
    const path = `/api/sessions/${id}/contacts`;
    const one = (await request(api, `${path}/${rumah.phone_number}`)).body.data.contact;
    expect(one).toMatchObject({ name: 'Rumah', is_saved: true, on_whatsapp: false });
    const { changes } = (await request(api, `${path}/changes`)).body.data;
    expect(changes).toMatchObject([{ contact: { name: 'Zoë' } }, { contact: { name: 'Rumah' } }]);
  });

  it('are counted in the record of a grab', async () => {
    const id = await choosingSession();
    const { grab_id } = await grab(id);
    const { body } = await request(api, `/api/sessions/${id}/grabs/${grab_id}`);
    expect(body.data).toMatchObject({ total_contacts: 1, total_without_whatsapp: 1 });
  });

  it('become the same contact on WhatsApp', async () => {
    const id = await choosingSession();
    await grab(id);
    api.engine.setAccount(id, { contacts: [zoe, { ...rumah, on_whatsapp: true }] });
    expect(await grab(id)).toMatchObject({
      ...{ total_contacts: 2, total_without_whatsapp: 0, saved_count: 0, removed_count: 0 },
    });
    expect(await namesOf(id, 'type=individual')).toEqual(['Zoë', 'Rumah']);
  });

  it('stay while the engine could not read all of them, and the answer says so', async () => {
    const id = await choosingSession();
    await grab(id);
    api.engine.setAccount(id, { contacts: [], withoutWhatsAppComplete: false });
    expect(await grab(id)).toMatchObject({
      ...{ complete: false, removed_count: 1 },
      incomplete_reasons: [{ code: 'WITHOUT_WHATSAPP_UNREAD' }],
    });
    expect(await namesOf(id, 'on_whatsapp=false&status=active')).toEqual(['Rumah']);
  });

  it('become inactive by the first grab after the choice is taken back, however many', async () => {
    const many = Array.from({ length: 30 }, (_, n) =>
      engineContact({ phone: String(628_200_000_000 + n), on_whatsapp: false }),
    );
    const id = await choosingSession([zoe, ...many]);
    expect(await grab(id)).toMatchObject({ total_without_whatsapp: many.length });
    await choose(id, false);
    expect(await grab(id)).toMatchObject({ complete: true, removed_count: many.length });
    expect(await namesOf(id, 'on_whatsapp=false&status=active')).toEqual([]);
    expect(await namesOf(id, 'on_whatsapp=false')).toHaveLength(many.length);
  });
});
