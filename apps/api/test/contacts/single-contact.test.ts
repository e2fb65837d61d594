import { API_ROUTES } from '@grabber/contracts/api/routes';
import {
  engineContact,
  engineGroup,
  engineParticipant,
} from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const PERSON = '628120000001@s.whatsapp.net';
const GROUP = '9001@g.us';

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  const member = engineParticipant({ phone: '628120000001', role: 'admin' });
  id = await connectedSession(api, {
    groups: [
      engineGroup({ contact_id: GROUP, name: 'Kantor', participants: [member] }),
      engineGroup({ contact_id: '9002@g.us' }),
    ],
    contacts: [engineContact({ phone: '628120000001' }), engineContact({ phone: '628120000002' })],
  });
  await request(api, `/api/sessions/${id}/grab-all`);
});
afterAll(() => api.stop());

const call = (contactId: string, method = 'GET', session = id) =>
  request(api, `/api/sessions/${session}/contacts/${encodeURIComponent(contactId)}`, { method });

it('a contact is answered as in the list, with the groups that it is in', async () => {
  const { status, body } = await call(PERSON);
  expect(status).toBe(200);
  expect(Compile(API_ROUTES.getContact.responses[200]).Errors(body)).toEqual([]);
  const list = (await request(api, `/api/sessions/${id}/contacts`)).body.data.contacts;
  const listed = list.find((row: { contact_id: string }) => row.contact_id === PERSON);
  expect(body.data).toEqual({
    session_id: id,
    contact: listed,
    groups: [{ group_id: GROUP, group_name: 'Kantor', role: 'admin' }],
  });
});

it('a group is answered too, and is in no groups', async () => {
  const { body } = await call(GROUP);
  expect(body.data).toMatchObject({ contact: { type: 'group', name: 'Kantor' }, groups: [] });
});

it.each(['GET', 'DELETE'])(
  '%s of what the session does not have is 404 CONTACT_NOT_FOUND',
  async (method) => {
    const other = await connectedSession(api);
    const answers = [
      await call('628129999999@s.whatsapp.net', method),
      await call(PERSON, method, other),
      await call('\0', method),
      await call('x', method),
    ];
    for (const { status, body } of answers) {
      expect([status, body.code]).toEqual([404, 'CONTACT_NOT_FOUND']);
      expect(body.message).toBe('Kontak tidak ditemukan');
    }
  },
);

it('one contact is deleted, and comes back with the next grab that sees it', async () => {
  const gone = await call(PERSON, 'DELETE');
  expect([gone.status, gone.body]).toEqual([
    200,
    {
      success: true,
      message: 'Kontak berhasil dihapus',
      data: { session_id: id, deleted_count: 1 },
    },
  ]);
  expect((await call(PERSON)).status).toBe(404);
  expect((await call('628120000002@s.whatsapp.net')).status).toBe(200);
  const regrabbed = await request(api, `/api/sessions/${id}/grab-all`);
  expect(regrabbed.body.data).toMatchObject({ saved_count: 1, updated_count: 3 });
});

it('a group is deleted with its memberships', async () => {
  expect((await call(GROUP, 'DELETE')).status).toBe(200);
  expect((await call(PERSON)).body.data.groups).toEqual([]);
  const path = `/api/sessions/${id}/groups/${encodeURIComponent(GROUP)}/participants`;
  expect((await request(api, path)).body.code).toBe('GROUP_NOT_FOUND');
});

it('the log tells the route of a request about a contact, and not the contact', async () => {
  await call(PERSON);
  const routes = api.logs.map((line) => line.route);
  expect(routes).toContain(API_ROUTES.getContact.path);
  expect(api.logText()).not.toContain('628120000001');
});
