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

const [A, B] = ['120363000000000001@g.us', '120363000000000002@g.us'];
const number = (n: number) => `62812000000${n}`;
const jid = (n: number) => `${number(n)}@s.whatsapp.net`;
const group = (contact_id: string, members: number[], admin = 0) =>
  engineGroup({
    contact_id,
    name: contact_id === A ? 'Keluarga' : 'Kantor',
    participants: members.map((n) =>
      engineParticipant({ phone: number(n), role: n === admin ? 'admin' : 'participant' }),
    ),
  });

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  id = await connectedSession(api);
  const contacts = [engineContact({ phone: number(1) })];
  for (const groups of [
    [group(A, [1, 2, 4]), group(B, [1, 2, 4])],
    [group(A, [1, 2, 3], 1), group(B, [1, 3, 4])],
  ]) {
    api.engine.setAccount(id, { groups, contacts });
    expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(200);
  }
});
afterAll(() => api.stop());

type Route = 'getGroupHistory' | 'getContactHistory' | 'listMembershipChanges' | 'listMembers';

async function read(route: Route, path: string) {
  const { status, body } = await request(api, `/api/sessions/${id}/${path}`);
  expect(status).toBe(200);
  expect(Compile(API_ROUTES[route].responses[200]).Errors(body)).toEqual([]);
  return body.data;
}
const brief = (rows: { change: string; participant_id: string }[]) =>
  rows.map(({ change, participant_id }) => `${change} ${participant_id.slice(-16, -15)}`);

it('a group has a history, the latest first, in pages', async () => {
  const whole = await read('getGroupHistory', `groups/${A}/history`);
  expect(brief(whole.history)).toEqual(['left 4', 'joined 3', 'role_changed 1']);
  expect(whole.history[2]).toMatchObject({ role: 'admin', old_role: 'participant' });
  const first = await read('getGroupHistory', `groups/${A}/history?limit=2`);
  const cursor = first.next_cursor;
  const rest = await read('getGroupHistory', `groups/${A}/history?limit=2&cursor=${cursor}`);
  expect(brief([...first.history, ...rest.history])).toEqual(brief(whole.history));
  expect(rest.next_cursor).toBeNull();
  const other = await request(api, `/api/sessions/${id}/groups/${B}/history?cursor=${cursor}`);
  expect([other.status, other.body.code]).toEqual([400, 'VALIDATION_FAILED']);
});

it('a person has a history over all groups, also one who is no contact', async () => {
  const { contact_id, history } = await read('getContactHistory', `contacts/${number(3)}/history`);
  expect(contact_id).toBe(jid(3));
  expect(history).toMatchObject([
    { change: 'joined', group_id: B, group_name: 'Kantor' },
    { change: 'joined', group_id: A, group_name: 'Keluarga' },
  ]);
});

it.each([
  [`contacts/628999@s.whatsapp.net/history`, 'CONTACT_NOT_FOUND'],
  [`contacts/${A}/history`, 'CONTACT_NOT_FOUND'],
  [`groups/${jid(1)}/history`, 'GROUP_NOT_FOUND'],
])('%s is answered with %s, in both languages', async (path, code) => {
  for (const language of ['en', 'id']) {
    const headers = { 'accept-language': language };
    const { status, body } = await request(api, `/api/sessions/${id}/${path}`, { headers });
    expect([status, body.code]).toEqual([404, code]);
  }
});

it('the changes of all memberships are read on from a cursor', async () => {
  const all = await read('listMembershipChanges', 'memberships/changes');
  expect(all.changes).toHaveLength(5);
  const first = await read('listMembershipChanges', 'memberships/changes?limit=4');
  expect(first.has_more).toBe(true);
  const since = first.next_cursor;
  const rest = await read('listMembershipChanges', `memberships/changes?since=${since}`);
  expect([...first.changes, ...rest.changes]).toEqual(all.changes);
  const done = await read('listMembershipChanges', `memberships/changes?since=${rest.next_cursor}`);
  expect(done).toMatchObject({ changes: [], has_more: false, next_cursor: rest.next_cursor });
  const wrong = await request(api, `/api/sessions/${id}/memberships/changes?since=x`);
  expect([wrong.status, wrong.body.code]).toEqual([400, 'CHANGE_CURSOR_INVALID']);
});

it('the members of several groups, and those who are no contacts, are listed', async () => {
  const members = async (query: string) =>
    (await read('listMembers', `members?${query}`)).members.map(
      (row: { participant_id: string; groups: unknown[] }) =>
        `${row.participant_id.slice(-16, -15)} in ${row.groups.length}`,
    );
  expect(await members('')).toEqual(['1 in 2', '2 in 1', '3 in 2', '4 in 1']);
  expect(await members(`groups=${A},${B}&min_groups=2`)).toEqual(['1 in 2', '3 in 2']);
  expect(await members(`groups=${B}`)).toEqual(['1 in 1', '3 in 1', '4 in 1']);
  expect(await members('contact=true')).toEqual(['1 in 2']);
  expect(await members('contact=false')).toEqual(['2 in 1', '3 in 2', '4 in 1']);
  const first = await read('listMembers', 'members?limit=3');
  const next = await read('listMembers', `members?limit=3&cursor=${first.next_cursor}`);
  expect([first.members.length, next.members.length, next.next_cursor]).toEqual([3, 1, null]);
  const { status } = await request(api, `/api/sessions/${id}/members?groups=${jid(1)}`);
  expect(status).toBe(400);
});

it('the feed of the address book carries them, if that is wanted', async () => {
  const path = `/api/sessions/${id}/contacts/changes`;
  const { body } = await request(api, `${path}?memberships=true`);
  expect(Compile(API_ROUTES.listChanges.responses[200]).Errors(body)).toEqual([]);
  const start = body.data.next_cursor;
  api.engine.setAccount(id, { groups: [group(A, [1, 2], 1), group(B, [1, 3, 4])] });
  await request(api, `/api/sessions/${id}/grab-groups`);
  const after = await request(api, `${path}?memberships=true&since=${start}`);
  expect(Compile(API_ROUTES.listChanges.responses[200]).Errors(after.body)).toEqual([]);
  expect(after.body.data.changes).toMatchObject([
    { change: 'changed', fields: ['group_participants_count'] },
    { change: 'membership', membership: { change: 'left', participant_id: jid(3), group_id: A } },
  ]);
  const without = await request(api, `${path}?since=${start}`);
  expect(without.body.data.changes).toMatchObject([{ change: 'changed' }]);
});
