import { API_ROUTES } from '@grabber/contracts/api/routes';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const flags = { is_saved: false, is_business: false, is_blocked: false };
const contacts = [
  engineContact({
    ...flags,
    phone: '628123456001',
    name: 'Ani',
    is_saved: true,
    labels: ['Lunas'],
  }),
  engineContact({ ...flags, phone: '628123456002', name: 'Budi', is_saved: true }),
  engineContact({ ...flags, phone: '628123456003', name: 'Cici' }),
];
const groups = [engineGroup({ name: 'Kantor', participants: [] })];

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

let id: string;
let other: string;
let names = 0;
beforeEach(async () => {
  names += 1;
  await clear();
  const session = (name: string) => connectedSession(api, { groups, contacts }, `${name} ${names}`);
  [id, other] = [await session('one'), await session('two')];
  for (const one of [id, other]) await request(api, `/api/sessions/${one}/grab-all`);
});

/** Sessions of the test before, and those whom it has excluded. */
async function clear(): Promise<void> {
  for (const one of [id, other]) {
    if (one) await request(api, `/api/sessions/${one}`, { method: 'DELETE' });
  }
  const { body } = await request(api, '/api/exclusions');
  for (const { exclusion_id } of body.data.exclusions) {
    await request(api, `/api/exclusions/${exclusion_id}`, { method: 'DELETE' });
  }
}

const post = (path: string, body: unknown, key?: string) =>
  request(api, path, { method: 'POST', body, ...(key && { key }) });
const stored = async (session: string) => {
  const { body } = await request(api, `/api/sessions/${session}/contacts?limit=100&sort=name`);
  return body.data.contacts.map(({ name }: { name: string }) => name);
};

describe('a deletion by filters', () => {
  it('deletes what matches in the session, once the count is confirmed', async () => {
    const path = `/api/sessions/${id}/contacts/deletions?saved=true`;
    const wrong = await post(path, { expected: 3 });
    expect([wrong.status, wrong.body.code]).toEqual([409, 'COUNT_CHANGED']);
    expect(wrong.body.details).toEqual([{ path: 'body.expected', message: 'sekarang harus 2' }]);
    expect((await post(path, {})).status).toBe(400);
    const { status, body } = await post(path, { expected: 2 });
    expect([status, Compile(API_ROUTES.deleteMatching.responses[200]).Errors(body)]).toEqual([
      200,
      [],
    ]);
    expect(body.data).toMatchObject({ matched_count: 2, deleted_count: 2, has_more: false });
    expect(await stored(id)).toEqual(['Cici', 'Kantor']);
    expect(await stored(other)).toHaveLength(4);
  });

  it('deletes the rows that were ticked', async () => {
    const { body } = await request(api, `/api/sessions/${id}/contacts?limit=9&sort=name`);
    const ids = body.data.contacts.slice(0, 2).map((row: { id: number }) => row.id);
    await post(`/api/sessions/${id}/contacts/deletions?ids=${ids}`, { expected: 2 });
    expect(await stored(id)).toEqual(['Cici', 'Kantor']);
    const none = await post(`/api/sessions/${id}/contacts/deletions?ids=`, { expected: 2 });
    expect(none.status).toBe(400);
  });

  it('deletes persons from all sessions, and of a limited key from its own alone', async () => {
    const made = await post('/api/keys', { name: 'k', scopes: ['manage'], sessions: [id] });
    const limited = await post(
      '/api/contacts/deletions?label=Lunas',
      { expected: 1 },
      made.body.data.key,
    );
    expect(limited.body.data).toMatchObject({ deleted_count: 1 });
    expect([await stored(id), await stored(other)].map(({ length }) => length)).toEqual([3, 4]);
    const { status, body } = await post('/api/contacts/deletions?saved=true', { expected: 2 });
    expect([status, Compile(API_ROUTES.deleteAllMatching.responses[200]).Errors(body)]).toEqual([
      200,
      [],
    ]);
    for (const one of [id, other]) expect(await stored(one)).toEqual(['Cici', 'Kantor']);
  });

  it('is in the audit, with the number of rows', async () => {
    await post(`/api/sessions/${id}/contacts/deletions?saved=true`, { expected: 2 });
    const entries = () =>
      request(api, `/api/audit?session_id=${id}&limit=50`).then(({ body }) =>
        body.data.entries.filter((entry: { route: string; session_id: string }) => {
          return entry.route.endsWith('/contacts/deletions') && entry.session_id === id;
        }),
      );
    await expect.poll(entries).toMatchObject([{ row_count: 2, status: 200 }]);
  });
});

it('deletions and exclusions by filters are refused while a grab runs, and possible after it', async () => {
  const gate = api.engine.pauseReads('all', 1);
  const grab = request(api, `/api/sessions/${id}/grab-all`);
  await gate.reached;
  try {
    // One after the other: such work of one key waits for its turn.
    for (const what of ['deletions', 'exclusions']) {
      const path = `/api/sessions/${id}/contacts/${what}?saved=true`;
      const { status, body, headers } = await post(path, { expected: 2 });
      expect([status, body.code]).toEqual([409, 'GRAB_RUNNING']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
  } finally {
    gate.open();
  }
  expect((await grab).status).toBe(200);
  const path = `/api/sessions/${id}/contacts/deletions?type=group`;
  expect((await post(path, { expected: 1 })).body.data).toMatchObject({ deleted_count: 1 });
});

describe('an exclusion by filters', () => {
  it('erases the persons from all sessions and from grabs to come', async () => {
    const path = `/api/sessions/${id}/contacts/exclusions?label=Lunas`;
    const { status, body } = await post(path, { expected: 1, label: 'asked 2026-11-28' });
    expect([status, Compile(API_ROUTES.excludeMatching.responses[200]).Errors(body)]).toEqual([
      200,
      [],
    ]);
    expect(body.data).toMatchObject({ matched_count: 1, excluded_count: 1, has_more: false });
    for (const one of [id, other]) {
      await request(api, `/api/sessions/${one}/grab-all`);
      expect(await stored(one)).toEqual(['Budi', 'Cici', 'Kantor']);
    }
    const listed = await request(api, '/api/exclusions');
    expect(listed.body.data.exclusions).toMatchObject([{ label: 'asked 2026-11-28' }]);
  });

  it('excludes persons of all sessions, once each, and no group', async () => {
    const { status, body } = await post('/api/contacts/exclusions', { expected: 3 });
    expect([status, Compile(API_ROUTES.excludeAllMatching.responses[200]).Errors(body)]).toEqual([
      200,
      [],
    ]);
    expect(body.data).toMatchObject({ matched_count: 3, excluded_count: 3 });
    for (const one of [id, other]) expect(await stored(one)).toEqual(['Kantor']);
    expect((await request(api, '/api/exclusions')).body.data.exclusions).toHaveLength(3);
  });

  it('is refused to a key that is limited to sessions: it would change others', async () => {
    const made = await post('/api/keys', { name: 'k', scopes: ['manage'], sessions: [id] });
    const { key } = made.body.data;
    for (const path of [`/api/sessions/${id}/contacts/exclusions`, '/api/contacts/exclusions']) {
      const { status, body } = await post(path, { expected: 3 }, key);
      expect([status, body.code]).toEqual([403, 'FORBIDDEN']);
    }
    expect(await stored(other)).toHaveLength(4);
  });
});
