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

const BIG = '120363000000000009@g.us';
const MEMBERS = 7;

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  const big = engineGroup({
    contact_id: BIG,
    name: 'Keluarga Besar',
    labels: ['Keluarga'],
    participants: [
      ...Array.from({ length: MEMBERS - 2 }, (_, n) =>
        engineParticipant({ phone: `62812000${1000 + n}` }),
      ),
      engineParticipant({ phone: '628120009999', name: 'Ketua', role: 'superadmin' }),
      engineParticipant({ phone: null, lid: '77@lid', name: null }),
    ],
  });
  const small = [1, 2, 3].map((n) => engineGroup({ contact_id: `${9000 + n}@g.us` }));
  const contacts = [engineContact({ phone: '628120009999', name: 'Budi' })];
  id = await connectedSession(api, { groups: [...small, big], contacts });
  await request(api, `/api/sessions/${id}/grab-all`);
});
afterAll(() => api.stop());

const groups = (query = '', session = id) =>
  request(api, `/api/sessions/${session}/groups${query}`);
const members = (query = '', group = BIG, session = id) =>
  request(api, `/api/sessions/${session}/groups/${encodeURIComponent(group)}/participants${query}`);

it('groups come with how many of their members are stored', async () => {
  const { status, body } = await groups();
  expect(status).toBe(200);
  expect(Compile(API_ROUTES.listGroups.responses[200]).Errors(body)).toEqual([]);
  const found = body.data.groups.map((row: { contact_id: string; members_stored: number }) => [
    row.contact_id,
    row.members_stored,
  ]);
  expect(found).toEqual([
    ['9001@g.us', 0],
    ['9002@g.us', 0],
    ['9003@g.us', 0],
    [BIG, MEMBERS],
  ]);
  expect(body.data.next_cursor).toBeNull();
});

it('groups come in pages that hold each once, and are found by name and status', async () => {
  const all = (await groups()).body.data.groups;
  const first = (await groups('?limit=3')).body.data;
  const rest = (await groups(`?limit=3&cursor=${first.next_cursor}`)).body.data;
  expect([...first.groups, ...rest.groups]).toEqual(all);
  expect(rest.next_cursor).toBeNull();
  expect((await groups('?search=BESAR')).body.data.groups).toMatchObject([{ contact_id: BIG }]);
  expect((await groups('?status=inactive')).body.data.groups).toEqual([]);
  expect((await groups('?label=Keluarga')).body.data.groups).toMatchObject([
    { contact_id: BIG, labels: ['Keluarga'] },
  ]);
  expect((await groups('?label=Lain')).body.data.groups).toEqual([]);
});

it('a cursor of other parameters, of another list or of nothing is refused', async () => {
  const { next_cursor: cursor } = (await groups('?limit=1')).body.data;
  const ofMembers = (await members('?limit=1')).body.data.next_cursor;
  const forged = Buffer.from(JSON.stringify(['x', 'group', 1])).toString('base64url');
  const answers = [
    await groups(`?limit=1&status=active&cursor=${cursor}`),
    await groups(`?limit=1&label=Keluarga&cursor=${cursor}`),
    await groups(`?limit=1&cursor=${ofMembers}`),
    await members(`?limit=1&cursor=${cursor}`),
    ...(await Promise.all(['x', '%00', 'bnVsbA', forged].map((text) => groups(`?cursor=${text}`)))),
  ];
  for (const { status, body } of answers) {
    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(body.details[0].path).toBe('query.cursor');
  }
});

it("a group's members have role, name, phone and LID, whether they are contacts or not", async () => {
  const { status, body } = await members();
  expect(status).toBe(200);
  expect(Compile(API_ROUTES.listParticipants.responses[200]).Errors(body)).toEqual([]);
  expect(body.data).toMatchObject({ session_id: id, group_id: BIG, next_cursor: null });
  expect(body.data.participants).toHaveLength(MEMBERS);
  expect(body.data.participants).toContainEqual({
    participant_id: '77@lid',
    name: 'Tanpa nama',
    phone_number: null,
    lid: '77@lid',
    role: 'participant',
    masked_number: null,
    joined_at: null,
    name_source: 'none',
    ...{ phone_e164: null, phone_national: null, country: null },
  });
  const leader = { participant_id: '628120009999@s.whatsapp.net', role: 'superadmin' };
  expect(body.data.participants).toContainEqual(expect.objectContaining(leader));
});

it('members come in pages that hold each once', async () => {
  const all = (await members()).body.data.participants;
  for (const limit of [1, 3, MEMBERS]) {
    const found: object[] = [];
    let cursor = '';
    do {
      const { data } = (await members(`?limit=${limit}${cursor}`)).body;
      found.push(...data.participants);
      cursor = data.next_cursor && `&cursor=${data.next_cursor}`;
    } while (cursor);
    expect(found).toEqual(all);
  }
});

it.each([['1@g.us'], ['628120009999@s.whatsapp.net'], ['\0'], ["'"]])(
  'what is no group of the session is 404 GROUP_NOT_FOUND: %j',
  async (group) => {
    const { status, body } = await members('', group);
    expect([status, body.code, body.message]).toEqual([
      404,
      'GROUP_NOT_FOUND',
      'Grup tidak ditemukan',
    ]);
  },
);

it("another session's groups are not seen", async () => {
  const other = await connectedSession(api);
  expect((await groups('', other)).body.data.groups).toEqual([]);
  expect((await members('', BIG, other)).body.code).toBe('GROUP_NOT_FOUND');
});
