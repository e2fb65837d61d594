import { API_ROUTES } from '@grabber/contracts/api/routes';
import { engineGroup, engineParticipant } from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const GROUP = '120363000000000009@g.us';
const QUIET = '120363000000000010@g.us';
const LEFT_AT = '2026-01-10T08:15:00.000Z';

const past = (phone: string | null, fields: object = {}) => {
  const { role: _, ...person } = engineParticipant({
    phone,
    lid: phone === null ? '77@lid' : null,
  });
  return { ...person, left_at: LEFT_AT, reason: 'removed' as const, ...fields };
};
const group = (participants = [engineParticipant({ phone: '628120000001' })]) =>
  engineGroup({ contact_id: GROUP, participants });
const groups = [group(), engineGroup({ contact_id: QUIET })];
const PAST = [
  past('628120000003', { name: 'Cici\tKantor' }),
  past('628120000002', { reason: 'left' }),
  past(null, { masked_number: '+62∙∙∙∙∙∙∙45', reason: null }),
];
const account = {
  groups,
  contacts: [],
  pastParticipants: [{ group_id: GROUP, past_participants: PAST }],
};

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  id = await connectedSession(api, account);
  await request(api, `/api/sessions/${id}/grab-all`);
});
afterAll(() => api.stop());

const list = (query = '', of = GROUP, session = id) =>
  request(
    api,
    `/api/sessions/${session}/groups/${encodeURIComponent(of)}/past-participants${query}`,
  );

it('who has left a group comes with name, addresses, time and reason, and is no member', async () => {
  const { status, body } = await list();
  expect(status).toBe(200);
  expect(Compile(API_ROUTES.listPastParticipants.responses[200]).Errors(body)).toEqual([]);
  expect(body.data).toEqual({
    session_id: id,
    group_id: GROUP,
    past_participants: [
      {
        ...{ participant_id: '628120000002@s.whatsapp.net', phone_number: '628120000002' },
        ...{
          lid: null,
          name: '+628120000002',
          masked_number: null,
          name_source: 'phone',
          ...{ phone_e164: '+628120000002', phone_national: '0812-0000-002', country: 'ID' },
          joined_at: null,
        },
        ...{ left_at: LEFT_AT, reason: 'left' },
      },
      {
        ...{ participant_id: '628120000003@s.whatsapp.net', phone_number: '628120000003' },
        ...{
          lid: null,
          name: 'Cici Kantor',
          masked_number: null,
          name_source: 'known',
          ...{ phone_e164: '+628120000003', phone_national: '0812-0000-003', country: 'ID' },
          joined_at: null,
        },
        ...{ left_at: LEFT_AT, reason: 'removed' },
      },
      {
        ...{ participant_id: '77@lid', phone_number: null, lid: '77@lid' },
        ...{
          name: '+62∙∙∙∙∙∙∙45',
          masked_number: '+62∙∙∙∙∙∙∙45',
          name_source: 'masked',
          ...{ phone_e164: null, phone_national: null, country: null },
          joined_at: null,
        },
        ...{ left_at: LEFT_AT, reason: null },
      },
    ],
    next_cursor: null,
  });
  const members = await request(api, `/api/sessions/${id}/groups/${GROUP}/participants`);
  expect(members.body.data.participants).toMatchObject([{ phone_number: '628120000001' }]);
  expect((await list('', QUIET)).body.data.past_participants).toEqual([]);
});

it('the list comes in pages that hold each once, and takes no cursor of the members', async () => {
  const all = (await list()).body.data.past_participants;
  const first = (await list('?limit=2')).body.data;
  const rest = (await list(`?limit=2&cursor=${first.next_cursor}`)).body.data;
  expect([...first.past_participants, ...rest.past_participants]).toEqual(all);
  expect(rest.next_cursor).toBeNull();
  const path = `/api/sessions/${id}/groups/${GROUP}/participants?cursor=${first.next_cursor}`;
  expect((await request(api, path)).body.code).toBe('VALIDATION_FAILED');
});

it('a group that the session does not have is 404 GROUP_NOT_FOUND', async () => {
  const other = await connectedSession(api);
  const { status, body } = await list('', GROUP, other);
  expect([status, body.code, body.message]).toEqual([
    404,
    'GROUP_NOT_FOUND',
    'Grup tidak ditemukan',
  ]);
});

it('a member who is only missing in a later list has left without a time', async () => {
  const both = ['628120000001', '628120000002'].map((phone) => engineParticipant({ phone }));
  const session = await connectedSession(api, { groups: [group(both)], contacts: [] });
  await request(api, `/api/sessions/${session}/grab-groups`);
  api.engine.setAccount(session, { groups: [group()], contacts: [] });
  await request(api, `/api/sessions/${session}/grab-groups`);
  expect((await list('', GROUP, session)).body.data.past_participants).toMatchObject([
    { phone_number: '628120000002', left_at: null, reason: null },
  ]);
});

it('what retention would delete is not stored again', async () => {
  const retention = { contactDays: 30, grabDays: null };
  const clock = () => new Date('2026-02-20T00:00:00Z');
  const short = await startTestApi({ beside: api, retention, clock });
  const recent = past('628120000004', { left_at: '2026-02-01T00:00:00.000Z' });
  const past_participants = [...PAST, recent];
  const session = await connectedSession(short, {
    ...{ groups, contacts: [], pastParticipants: [{ group_id: GROUP, past_participants }] },
  });
  await request(short, `/api/sessions/${session}/grab-all`);
  expect((await list('', GROUP, session)).body.data.past_participants).toMatchObject([
    { phone_number: '628120000004' },
  ]);
  await short.stop();
});
