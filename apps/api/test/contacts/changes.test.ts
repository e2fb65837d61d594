import { API_ROUTES } from '@grabber/contracts/api/routes';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

type Change = {
  readonly change: string;
  readonly fields?: string[];
  readonly id?: number;
  readonly contact?: { readonly id: number; readonly phone_number: string };
};

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const person = (n: number, name = `Orang ${n}`) =>
  engineContact({ phone: `62812000000${n}`, name, push_name: name });
const read = (id: string, query = '') =>
  request(api, `/api/sessions/${id}/contacts/changes${query}`);

async function grabbed(...contacts: ReturnType<typeof person>[]): Promise<string> {
  const id = await connectedSession(api, { contacts });
  await grab(id, ...contacts);
  return id;
}

async function grab(id: string, ...contacts: ReturnType<typeof person>[]): Promise<void> {
  api.engine.setAccount(id, { contacts });
  expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(200);
}

/** All changes since a cursor, in pages of `limit`. */
async function follow(id: string, since: string | null, limit: number) {
  const changes: Change[] = [];
  let cursor = since;
  for (;;) {
    const after = cursor === null ? '' : `&since=${cursor}`;
    const { status, body } = await read(id, `?limit=${limit}${after}`);
    expect(status).toBe(200);
    expect(Compile(API_ROUTES.listChanges.responses[200]).Errors(body)).toEqual([]);
    changes.push(...body.data.changes);
    cursor = body.data.next_cursor as string;
    if (!body.data.has_more) return { changes, cursor };
  }
}

it.each([1, 2, 100])(
  'tells what was created, changed, removed and deleted since, in pages of %i',
  async (limit) => {
    const id = await grabbed(person(1), person(2), person(3), person(4));
    const start = await follow(id, null, limit);
    expect(start.changes.map(({ change }) => change)).toEqual(Array(4).fill('created'));
    expect((await follow(id, start.cursor, limit)).changes).toEqual([]);
    await grab(id, person(1), person(2, 'Nama Baru'), person(4), person(5));
    const jid = encodeURIComponent('628120000004@s.whatsapp.net');
    await request(api, `/api/sessions/${id}/contacts/${jid}`, { method: 'DELETE' });
    const { changes, cursor } = await follow(id, start.cursor, limit);
    const of = (kind: string) => changes.filter(({ change }) => change === kind);
    expect(changes).toHaveLength(4);
    expect(of('created')).toMatchObject([{ contact: { phone_number: '628120000005' } }]);
    expect(of('removed')).toMatchObject([
      { contact: { phone_number: '628120000003', status: 'inactive' } },
    ]);
    const [changed] = of('changed');
    expect(changed?.contact).toMatchObject({ phone_number: '628120000002', name: 'Nama Baru' });
    expect(changed?.fields).toEqual(expect.arrayContaining(['name', 'push_name']));
    const deletedId = start.changes.find((c) => c.contact?.phone_number === '628120000004');
    const deleted = { change: 'deleted', id: deletedId?.contact?.id, reason: 'deleted' };
    expect(changes.at(-1)).toMatchObject(deleted);
    expect((await follow(id, cursor, limit)).changes).toEqual([]);
  },
);

it('a grab that changes nothing is no news', async () => {
  const id = await grabbed(person(1));
  const { cursor } = await follow(id, null, 100);
  await grab(id, person(1));
  expect((await read(id, `?since=${cursor}`)).body.data).toMatchObject({
    changes: [],
    has_more: false,
  });
});

it('a session without contacts answers a cursor from which the first ones are seen', async () => {
  const id = await connectedSession(api);
  const { changes, cursor } = await follow(id, null, 100);
  expect(changes).toEqual([]);
  await grab(id, person(1));
  expect((await follow(id, cursor, 100)).changes).toHaveLength(1);
});

it('a cursor that is broken, made up or of another session is 400 and says what to do', async () => {
  const id = await grabbed(person(1));
  const other = await grabbed(person(2));
  const foreign = (await follow(other, null, 100)).cursor;
  const forge = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const forged = [forge(), forge(id), forge(id, 9e9, 0, 0, 0), forge(id, -1, 0, 0, 0)];
  forged.push(forge(id, 0.5, 0, 0, 0), forge(id, 'x', 0, 0, 0), forge(id, 0, 0, 0, {}));
  for (const cursor of ['x', '%00', 'bnVsbA', foreign, ...forged]) {
    const { status, body } = await read(id, `?since=${cursor}`);
    expect([status, body.code]).toEqual([400, 'CHANGE_CURSOR_INVALID']);
    expect(body.message).toContain('mulai lagi tanpa since');
    expect(body.details[0].path).toBe('query.since');
  }
});

it('a cursor that is older than the memory of deleted contacts is 400 CHANGE_CURSOR_EXPIRED', async () => {
  const id = await grabbed(person(1));
  const { cursor } = await follow(id, null, 100);
  await grab(id, person(1), person(2));
  const text = `UPDATE change_counters SET forgotten_number = last_number WHERE session_id = $1`;
  await api.db.pool.query(text, [id]);
  const { status, body } = await read(id, `?since=${cursor}`);
  expect([status, body.code]).toEqual([400, 'CHANGE_CURSOR_EXPIRED']);
  expect((await follow(id, null, 100)).changes).toHaveLength(2);
});

it('begins at a time with what changed after it, deletions too, and says when', async () => {
  const id = await grabbed(person(1), person(2));
  const time = new Date().toISOString();
  await grab(id, person(1, 'Nama Baru'), person(2));
  const jid = encodeURIComponent('628120000002@s.whatsapp.net');
  await request(api, `/api/sessions/${id}/contacts/${jid}`, { method: 'DELETE' });
  const { body } = await read(id, `?since_time=${time}`);
  const changes: { change: string; changed_at: string }[] = body.data.changes;
  expect(changes.map(({ change }) => change)).toEqual(['changed', 'deleted']);
  expect(changes.every(({ changed_at }) => changed_at >= time)).toBe(true);
  expect((await follow(id, body.data.next_cursor, 100)).changes).toEqual([]);
  const now = await read(id, `?since_time=${new Date().toISOString()}`);
  expect(now.body.data).toMatchObject({ changes: [], has_more: false });
});

it('begins with all rows at a time before the first change, and says which are gone', async () => {
  const id = await grabbed(person(1), person(2));
  const jid = encodeURIComponent('628120000002@s.whatsapp.net');
  await request(api, `/api/sessions/${id}/contacts/${jid}`, { method: 'DELETE' });
  for (const time of ['2020-01-01T00:00:00Z', '2016-12-31T23:59:60Z', '0000-01-01T00:00:00Z']) {
    const { body } = await read(id, `?since_time=${time}`);
    expect(body.data.changes.map(({ change }: Change) => change)).toEqual(['created', 'deleted']);
    const all = await request(api, `/api/changes?since_time=${time}&limit=1`);
    expect(all.status).toBe(200);
  }
});

it('begins at a time in each session of the workspace', async () => {
  const [first, second] = [await grabbed(person(1)), await grabbed(person(2))];
  const time = new Date().toISOString();
  await grab(second, person(2, 'Nama Baru'));
  const { body } = await request(api, `/api/changes?since_time=${time}&limit=1`);
  const changes: (Change & { session_id: string })[] = body.data.changes;
  expect(changes.map(({ session_id }) => session_id)).toEqual([second]);
  const cursor = encodeURIComponent(body.data.next_cursor);
  const later = await request(api, `/api/changes?since=${cursor}`);
  expect(later.body.data).toMatchObject({ changes: [], has_more: false });
  expect(first).not.toBe(second);
});

it('answers the history of one row with the grabs that stored it', async () => {
  const id = await grabbed(person(1), person(2));
  await grab(id, person(1, 'Nama Baru'), person(2, 'Lain'));
  const all = await read(id);
  const row = all.body.data.changes.find((c: Change) => c.contact?.phone_number === '628120000001');
  const first = await read(id, `?row_id=${row.contact.id}&limit=1`);
  expect(Compile(API_ROUTES.listChanges.responses[200]).Errors(first.body)).toEqual([]);
  expect(first.body.data).toMatchObject({ changes: [{ change: 'created' }], has_more: true });
  const next = `&since=${first.body.data.next_cursor}`;
  const { changes, has_more } = (await read(id, `?row_id=${row.contact.id}${next}`)).body.data;
  expect(changes).toMatchObject([{ change: 'changed', contact: { name: 'Nama Baru' } }]);
  expect(has_more).toBe(false);
  const grabs = await request(api, `/api/sessions/${id}/grabs`);
  const latest = grabs.body.data.grabs[0].grab_id;
  expect(changes[0].grab_id).toBe(latest);
  expect(first.body.data.changes[0].grab_id).not.toBe(latest);
});

it('a row that the session does not have is 404, and no number is 400', async () => {
  const [id, other] = [await grabbed(person(1)), await grabbed(person(2))];
  const { body } = await read(other);
  const foreign = await read(id, `?row_id=${body.data.changes[0].contact.id}`);
  expect([foreign.status, foreign.body.code]).toEqual([404, 'CONTACT_NOT_FOUND']);
  for (const wrong of ['0', '-1', 'x', '1e30']) {
    expect((await read(id, `?row_id=${wrong}`)).status).toBe(400);
  }
});
