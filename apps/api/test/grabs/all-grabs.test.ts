import { API_ROUTES } from '@grabber/contracts/api/routes';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const ACCOUNT = { contacts: [engineContact({ phone: '6281200000001', name: 'Budi' })] };

let api: TestApi;
let one: string;
let two: string;
let theirs: string;
/** Of the two sessions, newest first. */
let made: { grab_id: string; session_id: string; kind: string; state: string }[];

beforeAll(async () => {
  api = await startTestApi();
  [one, two] = [await connectedSession(api, ACCOUNT), await connectedSession(api, ACCOUNT)];
  for (const id of [one, two, one, two]) await request(api, `/api/sessions/${id}/grab-contacts`);
  await request(api, `/api/sessions/${one}/grab-all`);
  api.engine.setFault('readGroups', { kind: 'cut', afterLines: 1, how: 'end' });
  await request(api, `/api/sessions/${two}/grab-groups`);
  api.engine.clearFaults();
  await request(api, '/api/workspaces', { method: 'POST', body: { name: 'tenant' } });
  const body = { name: 'theirs', workspace: 'tenant' };
  theirs = (await request(api, '/api/sessions', { method: 'POST', body })).body.data.session_id;
  api.engine.setSession(theirs, { status: 'connected' });
  api.engine.setAccount(theirs, ACCOUNT);
  await request(api, `/api/sessions/${theirs}/grab-contacts`);
  made = await Promise.all([one, two].map((id) => listed(`/api/sessions/${id}/grabs`))).then(
    (lists) => lists.flat().toSorted((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at)),
  );
});
afterAll(() => api.stop());

type Listed = (typeof made)[number] & { created_at: string };

async function listed(path: string, key?: string): Promise<Listed[]> {
  const { status, body } = await request(api, path, key ? { key } : {});
  expect([status, body.code]).toEqual([200, undefined]);
  return body.data.grabs;
}
const keyOf = async (fields: Partial<Parameters<typeof createKey>[1]>) =>
  (
    await createKey(
      { db: api.db, clock: () => new Date() },
      { name: 'reader', scopes: ['read'], ...fields },
    )
  ).key;
const idsOf = (grabs: readonly { grab_id: string }[]) => grabs.map(({ grab_id }) => grab_id);

it('lists the grabs of all sessions of a workspace, newest first, as the list of each has them', async () => {
  const key = await keyOf({});
  const { body } = await request(api, '/api/grabs', { key });
  expect(Compile(API_ROUTES.listAllGrabs.responses[200]).Errors(body)).toEqual([]);
  expect(body.data).toEqual({ grabs: made, next_cursor: null });
  expect(made).toHaveLength(6);
});

it('goes from page to page, and each grab is on one of them', async () => {
  const key = await keyOf({});
  const seen: Listed[] = [];
  for (let cursor = ''; ; ) {
    const path = `/api/grabs?limit=2${cursor && `&cursor=${cursor}`}`;
    const { body } = await request(api, path, { key });
    seen.push(...body.data.grabs);
    cursor = body.data.next_cursor ?? '';
    if (cursor === '') break;
  }
  expect(idsOf(seen)).toEqual(idsOf(made));
});

it.each([
  ['state=failed', (grab: Listed) => grab.state === 'failed', 1],
  ['kind=contacts', (grab: Listed) => grab.kind === 'contacts', 4],
  ['kind=contacts&state=failed', () => false, 0],
])('filters by %s', async (query, isOne, count) => {
  const grabs = await listed(`/api/grabs?${query}`, await keyOf({}));
  expect(grabs).toHaveLength(count);
  expect(idsOf(grabs)).toEqual(idsOf((made as Listed[]).filter(isOne)));
});

it('filters by a session, also by its external id', async () => {
  await request(api, `/api/sessions/${two}`, { method: 'PATCH', body: { external_id: 'toko' } });
  const expected = idsOf(made.filter(({ session_id }) => session_id === two));
  for (const session of [two, 'toko']) {
    expect(idsOf(await listed(`/api/grabs?session=${session}`))).toEqual(expected);
  }
  const unknown = await request(api, '/api/grabs?session=nothing');
  expect([unknown.status, unknown.body.code]).toEqual([404, 'SESSION_NOT_FOUND']);
});

it('shows a key the sessions that it may see, and the admin key those of every workspace', async () => {
  const limited = await keyOf({ session_ids: [two] });
  expect(new Set((await listed('/api/grabs', limited)).map((grab) => grab.session_id))).toEqual(
    new Set([two]),
  );
  const other = await request(api, `/api/grabs?session=${one}`, { key: limited });
  expect([other.status, other.body.code]).toEqual([404, 'SESSION_NOT_FOUND']);
  const tenant = await keyOf({ workspace: 'tenant' });
  expect(await listed('/api/grabs', tenant)).toMatchObject([{ session_id: theirs }]);
  const foreign = await request(api, '/api/grabs?workspace=default', { key: tenant });
  expect([foreign.status, foreign.body.code]).toEqual([404, 'WORKSPACE_NOT_FOUND']);
  expect(await listed('/api/grabs')).toHaveLength(7);
  expect(await listed('/api/grabs?workspace=tenant')).toHaveLength(1);
});

it.each(['state=done', 'kind=people', 'limit=0', 'cursor=x'])('refuses %s', async (query) => {
  const { status, body } = await request(api, `/api/grabs?${query}`);
  expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
});

it('refuses a cursor of another list', async () => {
  const { body } = await request(api, '/api/grabs?limit=1');
  const other = await request(api, `/api/grabs?state=failed&cursor=${body.data.next_cursor}`);
  expect([other.status, other.body.code]).toEqual([400, 'VALIDATION_FAILED']);
});
