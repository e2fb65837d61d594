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

const GROUP = '9001@g.us';
const flags = { is_saved: false, is_business: false, is_blocked: false };

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  const group = engineGroup({
    contact_id: GROUP,
    name: 'Kantor',
    labels: ['Lunas', 'Tim, "inti"'],
    participants: [engineParticipant({ phone: '628123456001' })],
  });
  const gone = engineContact({ ...flags, phone: '628123456004', name: 'Dewi' });
  const contacts = [
    engineContact({
      ...{ ...flags, phone: '628123456001', name: 'Zoë', is_saved: true },
      username: 'si.zoe',
      labels: ['Lunas'],
    }),
    engineContact({ ...flags, phone: '628123456002', name: 'Budi Santoso', is_business: true }),
    engineContact({ ...flags, phone: null, lid: '77@lid', name: 'Ayu', is_blocked: true }),
  ];
  id = await connectedSession(api, { groups: [group], contacts: [...contacts, gone] });
  await request(api, `/api/sessions/${id}/grab-all`);
  api.engine.setAccount(id, { groups: [group], contacts });
  await request(api, `/api/sessions/${id}/grab-all`);
});
afterAll(() => api.stop());

const read = (query: string) => request(api, `/api/sessions/${id}/contacts?${query}`);
const namesOf = (contacts: readonly { name: string }[]) => contacts.map(({ name }) => name);

it.each([
  ['status=inactive', ['Dewi']],
  ['status=active&type=individual', ['Zoë', 'Budi Santoso', 'Ayu']],
  ['search=ZOE', ['Zoë']],
  ['search=santoso%20budi', ['Budi Santoso']],
  ['search=%2B62%20812-3456-002', ['Budi Santoso']],
  ['search=%40si.z', ['Zoë']],
  ['search=I.ZOE', ['Zoë']],
  ['search=nosuchname', []],
  ['saved=true', ['Zoë']],
  ['saved=false&type=individual', ['Budi Santoso', 'Ayu', 'Dewi']],
  ['business=true', ['Budi Santoso']],
  ['blocked=true', ['Ayu']],
  ['has_phone=false', ['Ayu']],
  ['has_phone=true', ['Zoë', 'Budi Santoso', 'Dewi']],
  [`in_group=${encodeURIComponent(GROUP)}`, ['Zoë']],
  ['in_group=1%40g.us', []],
  ['label=Lunas', ['Kantor', 'Zoë']],
  ['label=Lunas&type=individual&search=zo', ['Zoë']],
  [`label=${encodeURIComponent('Tim, "inti"')}`, ['Kantor']],
  ['label=lunas', []],
  ['label=%00', []],
  ['has_username=true', ['Zoë']],
  ['has_username=false&status=active', ['Budi Santoso', 'Ayu']],
  ['changed_since=2020-01-01T00:00:00Z&has_username=true', ['Zoë']],
  ['changed_since=0000-01-01T00:00:00Z&has_username=true', ['Zoë']],
  ['changed_since=9999-12-31T23:59:60Z', []],
])('%s finds the same streamed, in one page and in pages of one', async (query, expected) => {
  const whole = await read(query);
  expect(whole.status).toBe(200);
  const validate = Compile(API_ROUTES.listContacts.responses[200]);
  expect(validate.Errors(whole.body)).toEqual([]);
  expect(namesOf(whole.body.data.contacts).toSorted()).toEqual(expected.toSorted());
  const page = (await read(`${query}&limit=100&total=true`)).body;
  expect(validate.Errors(page)).toEqual([]);
  expect(page.data).toMatchObject({ total: expected.length, next_cursor: null });
  expect(page.data.contacts).toEqual(whole.body.data.contacts);
  expect(await paged(query)).toEqual(page.data.contacts);
});

async function paged(query: string): Promise<{ name: string }[]> {
  const found: { name: string }[] = [];
  let cursor = '';
  do {
    const { status, body } = await read(`${query}&limit=1${cursor}`);
    expect(status).toBe(200);
    found.push(...body.data.contacts);
    cursor = body.data.next_cursor && `&cursor=${body.data.next_cursor}`;
  } while (cursor);
  return found;
}

it('ids choose their rows in every list, file and change of tags', async () => {
  const { contacts } = (await read('limit=100')).body.data;
  const chosen = contacts.filter(({ name }: { name: string }) => ['Ayu', 'Zoë'].includes(name));
  const ids = `ids=${chosen.map(({ id: row }: { id: number }) => row).join(',')}`;
  const expected = ['Ayu', 'Zoë'];
  expect(namesOf((await read(ids)).body.data.contacts).toSorted()).toEqual(expected);
  expect(namesOf((await paged(ids)).toSorted())).toHaveLength(2);
  const all = await request(api, `/api/contacts?${ids}&sort=name&total=true`);
  expect([namesOf(all.body.data.contacts), all.body.data.total]).toEqual([expected, 2]);
  for (const path of [`/api/sessions/${id}/contacts/export`, '/api/export']) {
    const file = await request(api, `${path}?format=json&${ids}`);
    expect(namesOf(file.body).toSorted()).toEqual(expected);
  }
  const tagged = await request(api, `/api/sessions/${id}/contacts/tags?${ids}`, {
    method: 'POST',
    body: { add: ['ticked'] },
  });
  expect(tagged.body.data).toMatchObject({ matched_count: 2, changed_count: 2 });
});

it('are in the order of names, or of the latest change', async () => {
  const byName = await paged('sort=name');
  expect(namesOf(byName)).toEqual(['Ayu', 'Budi Santoso', 'Dewi', 'Kantor', 'Zoë']);
  const byChange = await paged('sort=changed');
  // The two that were tagged last, and before them the one that the last grab missed.
  expect(namesOf(byChange.slice(0, 3))).toEqual(['Ayu', 'Zoë', 'Dewi']);
  expect(byChange).toHaveLength(5);
  for (const [sort, rows] of [
    ['name', byName],
    ['changed', byChange],
  ] as const) {
    expect(namesOf(await paged(`sort=-${sort}`))).toEqual(namesOf(rows).toReversed());
  }
});

it('a total is answered only where it is asked for', async () => {
  expect((await read('limit=1')).body.data).not.toHaveProperty('total');
  expect((await read('limit=1&total=true')).body.data.total).toBe(5);
});

it.each(['sort=name', 'sort=-stored', 'sort=changed', 'total=true'])(
  '%s without a limit is refused',
  async (q) => {
    const { status, body } = await read(q);
    expect([status, body.details[0].path]).toEqual([400, 'query.limit']);
  },
);

it.each([
  ...['saved=maybe', 'status=gone', 'sort=age', `search=${'x'.repeat(201)}`],
  ...['ids=', 'ids=1,', 'ids=0', 'ids=a', `ids=${Array(501).fill(7).join(',')}`],
  ...['changed_since=yesterday', 'changed_since=2026-01-15', 'has_username=budi'],
])('%s is refused, and named', async (query) => {
  const { status, body } = await read(query);
  expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
  expect(body.details[0].path).toBe(`query.${query.split('=')[0]}`);
});

it('a cursor whose place is made up is refused, or leads to nothing worse than another page', async () => {
  for (const sort of ['stored', 'name', 'changed']) {
    const { next_cursor: cursor } = (await read(`limit=1&sort=${sort}`)).body.data;
    const [list] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    for (const key of ['', '\0', "'", '9'.repeat(40), 7, null]) {
      const forged = Buffer.from(JSON.stringify([list, key, 1])).toString('base64url');
      const { status } = await read(`limit=1&sort=${sort}&cursor=${forged}`);
      expect([200, 400]).toContain(status);
    }
    const other = sort === 'name' ? 'changed' : 'name';
    expect((await read(`limit=1&sort=${other}&cursor=${cursor}`)).status).toBe(400);
    expect((await read(`limit=1&sort=${sort}&saved=true&cursor=${cursor}`)).status).toBe(400);
  }
});
