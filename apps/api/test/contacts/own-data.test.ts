import { API_ROUTES } from '@grabber/contracts/api/routes';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let id: string;
const GROUP = '120363000000000009@g.us';
const jid = (n: number) => `62812000000${n}@s.whatsapp.net`;
beforeAll(async () => {
  api = await startTestApi();
  const contacts = [1, 2, 3].map((n) => engineContact({ phone: `62812000000${n}`, name: `P${n}` }));
  id = await connectedSession(api, { groups: [engineGroup({ contact_id: GROUP })], contacts });
  await request(api, `/api/sessions/${id}/grab-all`);
  const custom_fields = [
    { name: 'city', type: 'text' },
    { name: 'age', type: 'number' },
    { name: 'stage', type: 'choice', choices: ['baru', 'lama'] },
    { name: 'since', type: 'date' },
  ];
  expect((await patch('/api/workspace-settings', { custom_fields })).status).toBe(200);
});
afterAll(() => api.stop());

const patch = (path: string, body: unknown, headers = {}) =>
  request(api, path, { method: 'PATCH', body, headers });
const change = (address: string, body: unknown, headers = {}) =>
  patch(`/api/sessions/${id}/contacts/${encodeURIComponent(address)}`, body, headers);
const post = (path: string, body: unknown) => request(api, path, { method: 'POST', body });

async function found(query: string): Promise<string[]> {
  const { status, body } = await request(api, `/api/sessions/${id}/contacts?${query}`);
  expect(status).toBe(200);
  expect(Compile(API_ROUTES.listContacts.responses[200]).Errors(body)).toEqual([]);
  return body.data.contacts.map((row: { contact_id: string }) => row.contact_id);
}

describe('tags, a note and custom fields', () => {
  const own = { tags: ['vip', 'Bandung'], note: 'Telepon\nsore' };
  const custom_fields = { city: 'Kota Bandung', age: 41, stage: 'baru', since: '2026-01-15' };

  it('are written, read, filtered, exported, and no grab touches them', async () => {
    const { status, body } = await change(jid(1), { ...own, custom_fields });
    expect([status, Compile(API_ROUTES.changeContact.responses[200]).Errors(body)]).toEqual([
      200,
      [],
    ]);
    expect(body).toMatchObject({ message: 'Kontak berhasil diubah' });
    expect(body.data.contact).toMatchObject({ ...own, custom_fields });
    await change(GROUP, { tags: ['vip'] });
    await request(api, `/api/sessions/${id}/grab-all`);
    expect(await found('tag=vip')).toEqual([GROUP, jid(1)]);
    expect(await found('tag=vi')).toEqual([]);
    expect(await found('has_note=true')).toEqual([jid(1)]);
    expect(await found('has_note=false&type=individual&limit=9')).toEqual([jid(2), jid(3)]);
    expect(await found(`field=${encodeURIComponent('city:Kota Bandung')}&limit=9`)).toEqual([
      jid(1),
    ]);
    expect(await found('field=age:41')).toEqual([jid(1)]);
    expect(await found('field=age:4')).toEqual([]);
    const groups = await request(api, `/api/sessions/${id}/groups?tag=vip`);
    expect(groups.body.data.groups).toMatchObject([{ contact_id: GROUP, tags: ['vip'] }]);
    const csv = await request(api, `/api/sessions/${id}/contacts/export?tag=vip&type=individual`);
    expect(csv.text).toContain(',tags,note\r\n');
    expect(csv.text).toContain(',"vip, Bandung","Telepon\nsore"\r\n');
    const file = await request(api, `/api/sessions/${id}/contacts/export?format=json&tag=Bandung`);
    expect(file.body).toMatchObject([{ ...own, custom_fields }]);
    const tags = await request(api, `/api/sessions/${id}/tags`);
    expect(tags.body.data.tags).toEqual([
      { name: 'Bandung', contacts: 1, groups: 0 },
      { name: 'vip', contacts: 1, groups: 1 },
    ]);
  });

  it.each([
    [{}, undefined],
    [{ tags: [' '] }, undefined],
    [{ custom_fields: { colour: 'red' } }, 'body.custom_fields.colour'],
    [{ custom_fields: { age: '41' } }, 'body.custom_fields.age'],
    [{ custom_fields: { stage: 'other' } }, 'body.custom_fields.stage'],
    [{ custom_fields: { since: '15.1.2026' } }, 'body.custom_fields.since'],
  ])('that are not valid are refused: %j', async (body, path) => {
    const { status, body: answer } = await change(jid(2), body);
    expect([status, answer.code]).toEqual([400, 'VALIDATION_FAILED']);
    if (path !== undefined) expect(answer.details).toMatchObject([{ path }]);
  });

  it('of a contact that is not stored are refused, in both languages', async () => {
    for (const language of ['en', 'id']) {
      const headers = { 'accept-language': language };
      const { status, body } = await change('628999@s.whatsapp.net', { note: 'x' }, headers);
      expect([status, body.code]).toEqual([404, 'CONTACT_NOT_FOUND']);
    }
  });
});

describe('tags by filter', () => {
  const tag = (query: string, body: unknown) =>
    post(`/api/sessions/${id}/contacts/tags?${query}`, body);

  it('are added and removed, with counts', async () => {
    const { status, body } = await tag('search=P&type=individual', { add: ['massal'] });
    expect([status, Compile(API_ROUTES.changeTags.responses[200]).Errors(body)]).toEqual([200, []]);
    expect(body.data).toMatchObject({ matched_count: 3, changed_count: 3, has_more: false });
    expect(await found('tag=massal')).toHaveLength(3);
    await tag('tag=massal', { remove: ['massal'] });
    expect(await found('tag=massal')).toEqual([]);
  });

  it.each([
    [{}, ''],
    [{ add: ['a'], remove: ['b', 'a'] }, ''],
    [{ add: ['a'] }, 'limit=5'],
    [{ add: ['a'] }, 'field=city'],
  ])('are refused: %j %s', async (body, query) => {
    const { status, body: answer } = await tag(query, body);
    expect([status, answer.code]).toEqual([400, 'VALIDATION_FAILED']);
  });
});

describe('the settings of a workspace', () => {
  it('belong to it alone, and are checked', async () => {
    const created = await post('/api/workspaces', { name: 'settings' });
    expect(created.status).toBe(201);
    const { body } = await request(api, '/api/workspace-settings?workspace=settings');
    expect(Compile(API_ROUTES.getWorkspaceSettings.responses[200]).Errors(body)).toEqual([]);
    expect(body.data).toEqual({
      workspace: 'settings',
      custom_fields: [],
      keeps_change_values: false,
      masks_numbers: true,
    });
    const choice = { name: 'a', type: 'choice' };
    for (const custom_fields of [
      [choice],
      [{ name: 'A', type: 'text' }],
      [0, 1].map(() => ({ name: 'a', type: 'text' })),
    ]) {
      const { status } = await patch('/api/workspace-settings', { custom_fields });
      expect(status).toBe(400);
    }
    const unknown = await request(api, '/api/workspace-settings?workspace=nothing');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'WORKSPACE_NOT_FOUND']);
  });

  it('mask numbers until they are told not to, and change alone what is named', async () => {
    const { body } = await patch('/api/workspace-settings', { masks_numbers: false });
    expect(body.data).toMatchObject({ masks_numbers: false, keeps_change_values: false });
    expect(body.data.custom_fields).toHaveLength(4);
    const after = await request(api, '/api/workspace-settings');
    expect(after.body.data).toEqual(body.data);
    // A setting of the screen: an answer has the number either way.
    await patch('/api/workspace-settings', { masks_numbers: true });
    const one = await request(api, `/api/sessions/${id}/contacts/${encodeURIComponent(jid(1))}`);
    expect(one.body.data.contact.phone_number).toBe('628120000001');
    const wrong = await patch('/api/workspace-settings', { masks_numbers: 'no' });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('let a client see old and new values, from when they are kept until they are not', async () => {
    const contact = (name: string) =>
      engineContact({ phone: '628777', name, address_book_name: name });
    const session = await connectedSession(api, { contacts: [contact('Satu')] });
    const grab = async (name: string) => {
      api.engine.setAccount(session, { contacts: [contact(name)] });
      await request(api, `/api/sessions/${session}/grab-all`);
    };
    const changes = async (since = '') => {
      const path = `/api/sessions/${session}/contacts/changes${since && `?since=${since}`}`;
      const { body } = await request(api, path);
      expect(Compile(API_ROUTES.listChanges.responses[200]).Errors(body)).toEqual([]);
      return body.data;
    };
    await grab('Satu');
    const { next_cursor } = await changes();
    await grab('Dua');
    expect((await changes(next_cursor)).changes[0].values).toBeUndefined();
    await patch('/api/workspace-settings', { keeps_change_values: true });
    await grab('Tiga');
    await grab('Empat');
    const { changes: seen } = await changes(next_cursor);
    expect(seen).toMatchObject([
      { change: 'changed', values: { name: { old: 'Dua', new: 'Empat' } } },
    ]);
    await patch('/api/workspace-settings', { keeps_change_values: false });
    expect((await changes(next_cursor)).changes[0].values).toBeUndefined();
  });
});
