import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const CONTACTS = 25;
const GROUPS = 7;

type Row = { readonly id: number; readonly type: string };
type Page = { readonly contacts: Row[]; readonly next_cursor?: string | null };

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  id = await connectedSession(api, account(CONTACTS));
  await request(api, `/api/sessions/${id}/grab-all`);
});
afterAll(() => api.stop());

function account(contacts: number) {
  return {
    contacts: Array.from({ length: contacts }, (_, n) =>
      engineContact({ phone: `62812000${1000 + n}` }),
    ),
    groups: Array.from({ length: GROUPS }, (_, n) =>
      engineGroup({ contact_id: `${9000 + n}@g.us` }),
    ),
  };
}

const read = (query: string, session = id) =>
  request(api, `/api/sessions/${session}/contacts${query}`);

async function pages(query: string): Promise<Page[]> {
  const found: Page[] = [];
  let cursor = '';
  do {
    const { status, body } = await read(`?${query}${cursor}`);
    expect(status).toBe(200);
    found.push(body.data);
    cursor = `&cursor=${body.data.next_cursor}`;
  } while (found.at(-1)?.next_cursor);
  return found;
}

const idsOf = (found: readonly Page[]) =>
  found.flatMap((page) => page.contacts.map((row) => row.id));

it.each(['', '&type=group', '&type=individual'])(
  'pages hold together what is answered without a limit, in its order%s',
  async (type) => {
    const all: Page = (await read(type.replace('&', '?'))).body.data;
    expect(all).not.toHaveProperty('next_cursor');
    for (const limit of [1, 5, 7, 32, 1000]) {
      const found = await pages(`limit=${limit}${type}`);
      expect(idsOf(found)).toEqual(idsOf([all]));
      expect(found).toHaveLength(Math.ceil(all.contacts.length / limit));
    }
  },
);

it('a page of an empty address book is the last one', async () => {
  const empty = await connectedSession(api);
  expect((await read('?limit=5', empty)).body.data).toEqual({
    session_id: empty,
    contacts: [],
    next_cursor: null,
  });
});

it('a row that is stored between two pages neither repeats nor hides another', async () => {
  const session = await connectedSession(api, account(5));
  const grab = () => request(api, `/api/sessions/${session}/grab-all`);
  await grab();
  const first = (await read('?limit=9', session)).body.data;
  api.engine.setAccount(session, account(8));
  await grab();
  const rest = (await read(`?limit=100&cursor=${first.next_cursor}`, session)).body.data;
  const ids = idsOf([first, rest]);
  expect(new Set(ids).size).toBe(GROUPS + 8);
  expect(ids).toHaveLength(GROUPS + 8);
});

it.each(['0', '-1', '1001', 'ten', '9007199254740993'])('refuses the limit "%s"', async (limit) => {
  const { status, body } = await read(`?limit=${limit}`);
  expect([status, body.details[0].path]).toEqual([400, 'query.limit']);
});

it('refuses a cursor that is broken, of another type or of another session', async () => {
  const other = await connectedSession(api, account(3));
  await request(api, `/api/sessions/${other}/grab-all`);
  const own = (await read('?limit=2')).body.data.next_cursor;
  const foreign = (await read('?limit=2', other)).body.data.next_cursor;
  const typed = (await read('?limit=2&type=group')).body.data.next_cursor;
  const cut = own.slice(0, -4);
  for (const cursor of ['x', '%00', cut, foreign, typed]) {
    const { status, body } = await read(`?limit=2&cursor=${cursor}`);
    expect([status, body.code, body.details[0].path]).toEqual([
      400,
      'VALIDATION_FAILED',
      'query.cursor',
    ]);
  }
  expect((await read(`?limit=2&cursor=${own}`)).status).toBe(200);
});

it('refuses a cursor without a limit', async () => {
  const { status, body } = await read('?cursor=abc');
  expect([status, body.details[0].path]).toEqual([400, 'query.limit']);
});
