import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeChangeCursors, encodeChangeCursors } from '../../src/cursors/change-cursors.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

type Change = {
  readonly session_id: string;
  readonly change: string;
  readonly id?: number;
  readonly contact?: { id: number; name: string; status: string };
};

const contactsNamed = (...names: string[]) =>
  names.map((name, index) => engineContact({ phone: `62812000000${10 + index}`, name }));

async function grabbed(id: string, ...names: string[]): Promise<void> {
  api.engine.setAccount(id, { contacts: contactsNamed(...names) });
  const { status } = await request(api, `/api/sessions/${id}/grab-contacts`, { method: 'POST' });
  expect(status).toBe(200);
}

const newSession = async (...names: string[]) => {
  const id = await connectedSession(api);
  await grabbed(id, ...names);
  return id;
};

/** What a program has that follows the changes: by session, the name of each row. */
function createReader(key?: string) {
  const sessions = new Map<string, Map<number, string>>();
  let since = '';
  let removed = 0;
  const readPage = async (limit: number) => {
    const query = `limit=${limit}${since && `&since=${since}`}`;
    const { body } = await request(api, `/api/changes?${query}`, key ? { key } : {});
    for (const { session_id, ...change } of body.data.changes as Change[]) {
      const rows = sessions.get(session_id) ?? new Map<number, string>();
      sessions.set(session_id, rows);
      if (change.id !== undefined) rows.delete(change.id);
      if (change.contact) rows.set(change.contact.id, change.contact.name);
    }
    for (const id of body.data.removed_sessions) {
      expect(sessions.delete(id), 'a session that was read').toBe(true);
      removed += 1;
    }
    since = body.data.next_cursor;
    return body.data as { has_more: boolean; changes: Change[] };
  };
  return {
    readPage,
    async readAll(limit = 2) {
      let pages = 1;
      while ((await readPage(limit)).has_more) pages += 1;
      return pages;
    },
    names: () =>
      Object.fromEntries([...sessions].map(([id, rows]) => [id, [...rows.values()].toSorted()])),
    removed: () => removed,
  };
}

describe('the changes of all sessions', () => {
  it('bring a reader to the state of each, while sessions change, come and go', async () => {
    const a = await newSession('Ani', 'Budi', 'Citra');
    const b = await newSession('Dewi');
    const reader = createReader(await keyFor(a, b));
    expect(await reader.readAll()).toBeGreaterThan(1);
    expect(reader.names()).toEqual({ [a]: ['Ani', 'Budi', 'Citra'], [b]: ['Dewi'] });
    const idle = await reader.readPage(100);
    expect(idle).toMatchObject({ changes: [], has_more: false });

    await grabbed(b, 'Dewi 2', 'Eka');
    await grabbed(a, 'Ani', 'Budi 2', 'Citra');
    const page = await reader.readPage(100);
    expect(page.changes.map(({ change }) => change).toSorted()).toEqual([
      ...['changed', 'changed', 'created'],
    ]);
    expect(reader.names()).toEqual({ [a]: ['Ani', 'Budi 2', 'Citra'], [b]: ['Dewi 2', 'Eka'] });
  });

  it('begin a new session with all its rows, and name a deleted one once', async () => {
    const reader = createReader();
    const a = await newSession('Ani');
    const b = await newSession('Budi');
    await reader.readAll();
    const c = await newSession('Citra', 'Dewi');
    await request(api, `/api/sessions/${b}`, { method: 'DELETE' });
    await reader.readAll(1);
    expect(reader.names()).toMatchObject({ [a]: ['Ani'], [c]: ['Citra', 'Dewi'] });
    expect([reader.names()[b], reader.removed()]).toEqual([undefined, 1]);
    await reader.readAll();
    expect(reader.removed()).toBe(1);
  });

  it('keep no session back because another one is busy', async () => {
    const busy = await newSession('Ani', 'Budi');
    const quiet = await newSession('Citra');
    const reader = createReader(await keyFor(busy, quiet));
    await reader.readAll();
    await grabbed(quiet, 'Citra 2');
    for (let n = 0; n < 4; n += 1) {
      await grabbed(busy, `Ani ${n}`, `Budi ${n}`);
      await reader.readPage(1);
    }
    expect(reader.names()[quiet]).toEqual(['Citra 2']);
  });

  it('are those of the sessions that the key is limited to', async () => {
    const own = await newSession('Ani');
    const other = await newSession('Budi');
    const reader = createReader(await keyFor(own));
    await reader.readAll();
    expect(Object.keys(reader.names())).toEqual([own]);
    const { body } = await request(api, '/api/changes');
    const since = body.data.next_cursor;
    const limited = { key: await keyFor(own) };
    const { body: narrowed } = await request(api, `/api/changes?since=${since}`, limited);
    expect(narrowed.data.changes.every((one: Change) => one.session_id === own)).toBe(true);
    expect(other).not.toBe(own);
  });

  it.each(['x', 'AQ', 'AT8qnB5b', '__', 'AgAA'])(
    'refuse the cursor %s, or begin',
    async (since) => {
      const { status, body } = await request(api, `/api/changes?since=${since}`);
      if (since === 'AQ') expect(status).toBe(200);
      else expect([status, body.code]).toEqual([400, 'CHANGE_CURSOR_INVALID']);
    },
  );
});

async function keyFor(...sessions: string[]): Promise<string> {
  const body = { name: 'a key', scopes: ['read'], sessions };
  return (await request(api, '/api/keys', { method: 'POST', body })).body.data.key;
}

it('the cursors of many sessions are one short text, and come back as they were', () => {
  const number = fc.nat({ max: Number.MAX_SAFE_INTEGER });
  const between = fc.record({
    ...{ session_id: fc.uuid(), since: number, tombstones_after: number, number, row_id: number },
  });
  const atEnd = fc.tuple(fc.uuid(), number).map(([session_id, last]) => ({
    ...{ session_id, since: last, tombstones_after: last, number: last },
    row_id: Number.MAX_SAFE_INTEGER,
  }));
  const cursors = fc.uniqueArray(fc.oneof(between, atEnd), {
    selector: ({ session_id }) => session_id,
  });
  fc.assert(
    fc.property(cursors, (given) => {
      expect(decodeChangeCursors(encodeChangeCursors(given))).toEqual(given);
    }),
  );
  const read = Array.from({ length: 100 }, () => ({
    ...{ session_id: crypto.randomUUID(), since: 90_000, tombstones_after: 90_000 },
    ...{ number: 90_000, row_id: Number.MAX_SAFE_INTEGER },
  }));
  expect(encodeChangeCursors(read).length).toBeLessThan(2_900);
});
