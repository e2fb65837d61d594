import {
  engineContact,
  engineGroup,
  engineParticipant,
} from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const GROUP = '120363000001000003@g.us';
const BUDI = { phone: '6281298765432', lid: '110000007473516@lid' };

let api: TestApi;
let toko: string;
let gudang: string;
beforeAll(async () => {
  api = await startTestApi();
  toko = await grabbedSession('Toko', {
    contacts: [
      engineContact({ ...BUDI, name: 'Budi Santoso' }),
      engineContact({ phone: '6281211111111', name: 'Sari' }),
    ],
    groups: [groupOf(BUDI, { is_admin: true })],
  });
  gudang = await grabbedSession('Gudang', {
    contacts: [
      engineContact({ phone: null, lid: BUDI.lid, name: 'budi', is_saved: false }),
      engineContact({ phone: '6281222222222', name: 'Joko' }),
    ],
    groups: [groupOf({ phone: null, lid: BUDI.lid }, { is_admin: false })],
  });
});
afterAll(() => api.stop());

function groupOf(member: Parameters<typeof engineParticipant>[0], fields: { is_admin: boolean }) {
  const participants = [engineParticipant(member)];
  return engineGroup({ contact_id: GROUP, name: 'Tim Proyek', participants, ...fields });
}

async function grabbedSession(
  name: string,
  account: Parameters<typeof connectedSession>[1],
): Promise<string> {
  const id = await connectedSession(api, account, name);
  await grab(id);
  return id;
}

async function grab(id: string): Promise<void> {
  const { status } = await request(api, `/api/sessions/${id}/grab-all`, { method: 'POST' });
  expect(status).toBe(200);
}

const get = (path: string, key?: string) => request(api, path, key ? { key } : {});

async function keyFor(...sessions: string[]): Promise<string> {
  const body = { name: 'a key', scopes: ['read'], sessions };
  return (await request(api, '/api/keys', { method: 'POST', body })).body.data.key;
}

type Account = { session_id: string; name: string | null };
type Entry = { name: string; phone_number: string | null; accounts: Account[] };

describe('the persons of all sessions', () => {
  it('are one entry each, with the account that knows what', async () => {
    const { body } = await get('/api/contacts?total=true&sort=name');
    const entries = body.data.contacts as Entry[];
    expect(entries.map(({ name }) => name)).toEqual(['Budi Santoso', 'Joko', 'Sari']);
    expect(body.data).toMatchObject({ total: 3, next_cursor: null });
    expect(entries[0]).toMatchObject({
      phone_number: BUDI.phone,
      accounts: [
        { session_id: toko, name: 'Budi Santoso' },
        { session_id: gudang, name: 'budi' },
      ],
    });
  });

  it('are those of a group that any of the accounts knows, in lists and files', async () => {
    const { body } = await get(`/api/contacts?total=true&in_group=${GROUP}`);
    expect(body.data).toMatchObject({ total: 1, contacts: [{ name: 'Budi Santoso' }] });
    const anchors = await get(`/api/contacts/anchors?in_group=${GROUP}`);
    expect(anchors.body.data.total).toBe(1);
    const file = await get(`/api/export?format=json&in_group=${GROUP}`);
    expect(file.body).toMatchObject([{ name: 'Budi Santoso' }]);
  });

  it('are on pages, whose cursors are for that list alone', async () => {
    const seen = [];
    let cursor = '';
    do {
      const { body } = await get(`/api/contacts?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.data.contacts.map(({ name }: Entry) => name));
      cursor = body.data.next_cursor ?? '';
      if (!cursor) break;
      const other = await get(`/api/contacts?limit=1&sort=name&cursor=${cursor}`);
      expect([other.status, other.body.details[0].path]).toEqual([400, 'query.cursor']);
    } while (seen.length < 10);
    expect(seen.toSorted()).toEqual(['Budi Santoso', 'Joko', 'Sari']);
  });

  it('are found by what one account says, and then have all accounts', async () => {
    for (const query of ['search=santoso', `search=${BUDI.lid}`, 'search=0812-9876-5432']) {
      const { body } = await get(`/api/contacts?${query}`);
      const [entry, ...others] = body.data.contacts as Entry[];
      expect([query, others.length, entry?.accounts.length]).toEqual([query, 0, 2]);
    }
  });

  it('are those of the sessions that the key is limited to: not even a number comes of others', async () => {
    const { body, text } = await get('/api/contacts?total=true', await keyFor(gudang));
    expect(body.data.total).toBe(2);
    expect(text).not.toContain(toko);
    expect(text).not.toContain(BUDI.phone);
    expect(text).not.toContain('Santoso');
    const { body: searched } = await get('/api/contacts?search=santoso', await keyFor(gudang));
    expect(searched.data.contacts).toEqual([]);
  });

  it('are those of one workspace', async () => {
    const missing = await get('/api/contacts?workspace=nowhere');
    expect([missing.status, missing.body.code]).toEqual([404, 'WORKSPACE_NOT_FOUND']);
    await request(api, '/api/workspaces', { method: 'POST', body: { name: 'empty' } });
    const { body } = await get('/api/contacts?workspace=empty&total=true');
    expect(body.data).toEqual({ contacts: [], next_cursor: null, total: 0 });
  });
});

describe('the groups of all sessions', () => {
  it('are one entry each, with the account that is an admin of which', async () => {
    const { body } = await get('/api/groups');
    expect(body.data.groups).toMatchObject([
      {
        contact_id: GROUP,
        members_stored: 1,
        accounts: [
          { session_id: toko, is_admin: true },
          { session_id: gudang, is_admin: false },
        ],
      },
    ]);
    const { text } = await get('/api/groups', await keyFor(gudang));
    expect(text).toContain(gudang);
    expect(text).not.toContain(toko);
  });
});

describe('the export of all sessions', () => {
  it('has each person once, with the names of the sessions in a column at the end', async () => {
    const { text } = await get('/api/export?columns=name,phone_number,accounts');
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines).toContain('Budi Santoso,+6281298765432,"Toko, Gudang"');
    const header = (await get('/api/export')).text.split('\r\n')[0];
    expect(header?.endsWith(',accounts')).toBe(true);
  });

  it('is the same in JSON and NDJSON, and follows filters and sort', async () => {
    const { body } = await get('/api/export?format=json&sort=name');
    expect(body.map(({ name }: Entry) => name)).toEqual(['Budi Santoso', 'Joko', 'Sari']);
    expect(body[0].accounts).toEqual([
      expect.objectContaining({ session_id: toko, session: 'Toko', name: 'Budi Santoso' }),
      expect.objectContaining({ session_id: gudang, session: 'Gudang', is_saved: false }),
    ]);
    const lines = (await get('/api/export?format=ndjson&sort=name')).text.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(body);
    const found = await get('/api/export?format=json&search=joko');
    expect(found.body).toHaveLength(1);
  });

  it.each(['google-csv', 'vcard', 'vcard3', 'xlsx'])('can be %s', async (format) => {
    const { status, text } = await get(`/api/export?format=${format}`);
    expect(status).toBe(200);
    expect(text.length).toBeGreaterThan(100);
  });

  it('holds nothing of a session that the key does not have', async () => {
    const key = await keyFor(gudang);
    const { body, text } = await get('/api/export?format=json', key);
    expect(body).toHaveLength(2);
    expect(text).not.toContain('Toko');
    expect(text).not.toContain(BUDI.phone);
  });

  it('has no column of groups, which differ by account', async () => {
    const { status, body } = await get('/api/export?columns=groups');
    expect([status, body.details[0].path]).toEqual([400, 'query.columns']);
  });
});
