import { API_ROUTES } from '@grabber/contracts/api/routes';
import {
  engineContact,
  engineGroup,
  engineParticipant,
} from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const MICROSECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const OURS = [
  'grab_id',
  'unchanged_count',
  'total_without_whatsapp',
  'removed_count',
  'excluded_count',
  'failed_count',
  'complete',
  'incomplete_reasons',
  'errors',
  'queries_sent',
  'timings',
];

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const account = () => ({
  groups: [
    engineGroup({
      name: 'Nama Grup',
      description: 'Deskripsi grup',
      is_admin: true,
      profile_picture: 'https://example.com/group-photo.jpg',
      participants: [
        engineParticipant(),
        engineParticipant({ phone: '628990000001', role: 'admin' }),
      ],
    }),
  ],
  contacts: [
    engineContact({ name: 'Nama Kontak', profile_picture: 'https://example.com/photo.jpg' }),
    engineContact({ phone: '628120000002' }),
  ],
  queriesSent: 3,
});

describe.each(['GET', 'POST'])('%s', (method) => {
  it('grab-groups answers what the specification shows, in its order', async () => {
    const id = await connectedSession(api, account());
    const { status, body, headers } = await request(api, `/api/sessions/${id}/grab-groups`, {
      method,
    });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(Object.keys(body)).toEqual(['success', 'message', 'data']);
    expect(body).toMatchObject({
      success: true,
      message: 'Kontak grup berhasil diambil dan disimpan',
    });
    expect(Object.keys(body.data)).toEqual([
      ...['session_id', 'session_name', 'total_groups', 'groups'],
      ...['saved_count', 'updated_count', 'grabbed_at', ...OURS],
    ]);
    expect(body.data).toMatchObject({
      session_id: id,
      session_name: 'Nama Session',
      total_groups: 1,
      saved_count: 1,
      updated_count: 0,
      grabbed_at: expect.stringMatching(MICROSECONDS),
      grab_id: expect.stringMatching(UUID),
      complete: true,
      queries_sent: 3,
    });
  });

  it('grab-contacts answers what the specification shows, in its order', async () => {
    const id = await connectedSession(api, account());
    const { body } = await request(api, `/api/sessions/${id}/grab-contacts`, { method });
    expect(body.message).toBe('Kontak individual berhasil diambil dan disimpan');
    expect(Object.keys(body.data)).toEqual([
      ...['session_id', 'session_name', 'total_contacts', 'contacts'],
      ...['saved_count', 'updated_count', 'grabbed_at', ...OURS],
    ]);
    expect(body.data).toMatchObject({ total_contacts: 2, saved_count: 2, updated_count: 0 });
  });

  it('grab-all answers what the specification shows, in its order', async () => {
    const id = await connectedSession(api, account());
    const { body } = await request(api, `/api/sessions/${id}/grab-all`, { method });
    expect(body.message).toBe('Semua kontak berhasil diambil dan disimpan');
    expect(Object.keys(body.data)).toEqual([
      ...['session_id', 'session_name', 'total_groups', 'total_contacts', 'groups', 'contacts'],
      ...['saved_count', 'updated_count', 'grabbed_at', ...OURS],
    ]);
    expect(body.data).toMatchObject({ total_groups: 1, total_contacts: 2, saved_count: 3 });
  });
});

it('a contact and a group have the fields of the specification, in its order and types', async () => {
  const id = await connectedSession(api, account());
  const { body } = await request(api, `/api/sessions/${id}/grab-all`);
  const contact = {
    id: expect.any(Number),
    session_id: id,
    contact_id: '628120000001@s.whatsapp.net',
    name: 'Nama Kontak',
    phone_number: '628120000001',
    type: 'individual',
    group_id: null,
    is_admin: false,
    profile_picture: 'https://example.com/photo.jpg',
    status: 'active',
    grabbed_at: expect.stringMatching(MICROSECONDS),
  };
  const group = {
    id: expect.any(Number),
    session_id: id,
    contact_id: '120363000000000001@g.us',
    name: 'Nama Grup',
    phone_number: null,
    type: 'group',
    group_id: null,
    group_name: 'Nama Grup',
    group_description: 'Deskripsi grup',
    group_participants_count: 2,
    is_admin: true,
    profile_picture: 'https://example.com/group-photo.jpg',
    status: 'active',
    grabbed_at: expect.stringMatching(MICROSECONDS),
  };
  for (const [found, expected] of [
    [body.data.contacts[0], contact],
    [body.data.groups[0], group],
  ]) {
    expect(found).toMatchObject(expected);
    const names = Object.keys(expected);
    expect(Object.keys(found).slice(0, names.length)).toEqual(names);
  }
  expect(Compile(API_ROUTES.grabAll.responses[200]).Errors(body)).toEqual([]);
});

it('a second grab saves nothing, updates everything and duplicates nothing', async () => {
  const id = await connectedSession(api, account());
  const first = (await request(api, `/api/sessions/${id}/grab-all`)).body.data;
  const second = (await request(api, `/api/sessions/${id}/grab-all`)).body.data;
  expect(second).toMatchObject({
    total_groups: 1,
    total_contacts: 2,
    saved_count: 0,
    updated_count: 3,
    unchanged_count: 3,
  });
  const ids = (data: typeof first) => [...data.groups, ...data.contacts].map((row) => row.id);
  expect(ids(second)).toEqual(ids(first));
});

it('the arrays are what was saved and updated, however large the account', async () => {
  const contacts = Array.from({ length: 3_500 }, (_, n) =>
    engineContact({ phone: `62813${1e6 + n}` }),
  );
  const id = await connectedSession(api, { contacts });
  const { body } = await request(api, `/api/sessions/${id}/grab-all`);
  expect(body.data).toMatchObject({ total_contacts: 3_500, saved_count: 3_500, groups: [] });
  expect(new Set(body.data.contacts.map((row: { id: number }) => row.id)).size).toBe(3_500);
});

it('an empty account is an empty answer that says it is complete', async () => {
  const id = await connectedSession(api);
  const { status, body } = await request(api, `/api/sessions/${id}/grab-all`);
  expect(status).toBe(200);
  expect(body.data).toMatchObject({ groups: [], contacts: [], saved_count: 0, complete: true });
});

it('what the phone no longer has becomes inactive and is counted as removed', async () => {
  const id = await connectedSession(api, account());
  await request(api, `/api/sessions/${id}/grab-all`);
  api.engine.setAccount(id, { ...account(), contacts: [engineContact()] });
  const { body } = await request(api, `/api/sessions/${id}/grab-contacts`);
  expect(body.data).toMatchObject({ total_contacts: 1, removed_count: 1 });
  const stored = (await request(api, `/api/sessions/${id}/contacts?type=individual`)).body.data;
  expect(stored.contacts.map((row: { status: string }) => row.status)).toEqual([
    'active',
    'inactive',
  ]);
});

it('a grab that is not complete is 200, says why, names the items and removes nothing', async () => {
  const id = await connectedSession(api, account());
  await request(api, `/api/sessions/${id}/grab-all`);
  const unreadable = [
    { type: 'contact', id: '628120000002@s.whatsapp.net', reason: 'it threw' } as const,
    { type: 'group', id: null, reason: 'it threw, too' } as const,
  ];
  api.engine.setAccount(id, { groups: [], contacts: [engineContact()], unreadable });
  const { status, body } = await request(api, `/api/sessions/${id}/grab-all`);
  expect(status).toBe(200);
  expect(body.data).toMatchObject({
    total_contacts: 1,
    failed_count: 2,
    removed_count: 0,
    complete: false,
    incomplete_reasons: [{ code: 'UNREADABLE_ITEMS', count: 2 }],
    errors: [
      { type: 'contact', contact_id: '628120000002@s.whatsapp.net', reason: 'it threw' },
      { type: 'group', contact_id: null, reason: 'it threw, too' },
    ],
  });
});

it('a page that is still behind removes no member of a group', async () => {
  const accountOf = (...phones: string[]) => ({
    groups: [engineGroup({ participants: phones.map((phone) => engineParticipant({ phone })) })],
  });
  const id = await connectedSession(api, accountOf('628120000001', '628120000002'));
  const membersAfterGrab = async () => {
    const { body } = await request(api, `/api/sessions/${id}/grab-groups`);
    const path = `/api/sessions/${id}/groups/${body.data.groups[0].contact_id}/participants`;
    return (await request(api, path)).body.data.participants.length;
  };
  expect(await membersAfterGrab()).toBe(2);
  api.engine.setAccount(id, { ...accountOf('628120000001'), listingComplete: false });
  expect(await membersAfterGrab()).toBe(2);
  api.engine.setAccount(id, accountOf('628120000001'));
  expect(await membersAfterGrab()).toBe(1);
});

describe('groups whose members could not be read', () => {
  const [unread, older] = ['120363000000000007@g.us', '120363000000000008@g.us'];
  const damaged = () => ({
    groups: [
      engineGroup({ contact_id: unread, participants_complete: false }),
      engineGroup({ contact_id: older }),
    ],
    unreadGroups: [
      { group_id: unread, reason: '1 of its members could not be read', has_older_members: false },
      { group_id: older, reason: 'WhatsApp was silent', has_older_members: true },
    ],
  });

  it.each(['grab-groups', 'grab-all'])(
    'are named with the reason, not counted as failed: %s',
    async (route) => {
      const id = await connectedSession(api, damaged());
      const { status, body } = await request(api, `/api/sessions/${id}/${route}`);
      expect(status).toBe(200);
      const outcome = {
        total_groups: 2,
        saved_count: 2,
        failed_count: 0,
        complete: false,
        incomplete_reasons: [
          { code: 'GROUP_MEMBERS_UNKNOWN', count: 1 },
          { code: 'GROUPS_NOT_REFRESHED', count: 1 },
        ],
        errors: [
          {
            type: 'group',
            contact_id: unread,
            reason: 'members not read: 1 of its members could not be read',
          },
          {
            type: 'group',
            contact_id: older,
            reason: 'members not refreshed: WhatsApp was silent',
          },
        ],
      };
      expect(body.data).toMatchObject(outcome);
      const path = `/api/sessions/${id}/grabs/${body.data.grab_id}`;
      const record = (await request(api, path)).body.data;
      expect(record).toMatchObject({ ...outcome, state: 'partial' });
    },
  );

  it('are forgotten with the group', async () => {
    const id = await connectedSession(api, damaged());
    const { body } = await request(api, `/api/sessions/${id}/grab-groups`);
    const contact = `/api/sessions/${id}/contacts/${encodeURIComponent(unread)}`;
    expect((await request(api, contact, { method: 'DELETE' })).status).toBe(200);
    const record = await request(api, `/api/sessions/${id}/grabs/${body.data.grab_id}`);
    expect(record.text).not.toContain(unread);
    expect(record.text).toContain(older);
  });
});

it('a row that the database refuses costs only itself', async () => {
  const impossible = engineGroup({
    contact_id: '120363000000000009@g.us',
    participants_count: 2 ** 40,
  });
  const id = await connectedSession(api, { ...account(), groups: [engineGroup(), impossible] });
  const { status, body } = await request(api, `/api/sessions/${id}/grab-all`);
  expect(status).toBe(200);
  expect(body.data).toMatchObject({
    total_groups: 1,
    total_contacts: 2,
    saved_count: 3,
    failed_count: 1,
    complete: false,
    incomplete_reasons: [{ code: 'ROWS_REFUSED', count: 1 }],
    errors: [{ type: 'group', contact_id: '120363000000000009@g.us' }],
  });
});

it('the success message is English for who prefers it', async () => {
  const id = await connectedSession(api);
  const headers = { 'accept-language': 'en' };
  const messages = {
    'grab-groups': 'Group contacts were grabbed and saved',
    'grab-contacts': 'Individual contacts were grabbed and saved',
    'grab-all': 'All contacts were grabbed and saved',
  };
  for (const [route, message] of Object.entries(messages)) {
    const { body } = await request(api, `/api/sessions/${id}/${route}`, { headers });
    expect(body.message).toBe(message);
  }
});
