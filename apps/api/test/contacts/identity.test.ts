import {
  engineContact,
  engineGroup,
  engineParticipant,
} from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const LID = '99000000000001@lid';
const PHONE = '628120000001';

async function grab(id: string, route = 'grab-all') {
  const { status, body } = await request(api, `/api/sessions/${id}/${route}`);
  expect(status).toBe(200);
  return body.data;
}

async function memberIds(id: string): Promise<string[]> {
  const text = 'SELECT participant_id FROM group_participants WHERE session_id = $1 ORDER BY 1';
  return (await api.db.pool.query(text, [id])).rows.map((row) => row.participant_id);
}

it('a person who comes under phone and LID in one grab is one row', async () => {
  const contacts = [
    engineContact({ phone: null, lid: LID, name: 'Known by LID' }),
    engineContact({ phone: PHONE, lid: LID, name: 'Known by phone' }),
  ];
  const id = await connectedSession(api, { contacts });
  const data = await grab(id);
  expect(data).toMatchObject({ total_contacts: 1, saved_count: 1 });
  expect(data.contacts).toMatchObject([
    {
      contact_id: `${PHONE}@s.whatsapp.net`,
      lid: LID,
      phone_number: PHONE,
      name: 'Known by phone',
    },
  ]);
});

it('a person known by LID first and by phone in a later grab is one row', async () => {
  const id = await connectedSession(api, { contacts: [engineContact({ phone: null, lid: LID })] });
  const [first] = (await grab(id)).contacts;
  expect(first).toMatchObject({ contact_id: LID, phone_number: null });
  api.engine.setAccount(id, { contacts: [engineContact({ phone: PHONE, lid: LID })] });
  const second = await grab(id);
  expect(second).toMatchObject({ total_contacts: 1, saved_count: 0, updated_count: 1 });
  const stored = (await request(api, `/api/sessions/${id}/contacts`)).body.data.contacts;
  expect(stored).toHaveLength(1);
  expect(stored[0]).toMatchObject({ contact_id: `${PHONE}@s.whatsapp.net`, lid: LID });
});

it('members who are no contacts are in group_participants alone', async () => {
  const participants = [
    engineParticipant({ phone: PHONE, role: 'superadmin' }),
    engineParticipant({ phone: '628990000001', name: 'Stranger' }),
    engineParticipant({ phone: null, lid: LID }),
  ];
  const groups = [engineGroup({ participants })];
  const id = await connectedSession(api, { groups, contacts: [engineContact({ phone: PHONE })] });
  const data = await grab(id);
  expect(data).toMatchObject({ total_groups: 1, total_contacts: 1, saved_count: 2 });
  expect(await memberIds(id)).toEqual([
    `${PHONE}@s.whatsapp.net`,
    '628990000001@s.whatsapp.net',
    LID,
  ]);
});

it('a group of more members than one line holds is stored whole', async () => {
  const participants = Array.from({ length: 2_000 }, (_, n) =>
    engineParticipant({ phone: `62815${1e6 + n}` }),
  );
  const id = await connectedSession(api, { groups: [engineGroup({ participants })] });
  const { groups } = await grab(id, 'grab-groups');
  expect(groups).toMatchObject([{ group_participants_count: 2_000 }]);
  expect(await memberIds(id)).toHaveLength(2_000);
});

it('names are stored sanitised, metacharacters and emoji intact', async () => {
  const names = [
    ['NUL\u0000 byte', 'NUL byte'],
    ['lone \ud83d surrogate', 'lone  surrogate'],
    ['x'.repeat(5_000), 'x'.repeat(255)],
    [`Robert'); DROP TABLE contacts;--`, `Robert'); DROP TABLE contacts;--`],
    ['{"json": "\\u0000", \\N \\. \t}', '{"json": "\\u0000", \\N \\.  }'],
    ['👨‍👩‍👧 محمد\u200f', '👨‍👩‍👧 محمد\u200f'],
    ['  ', null],
    ['', null],
    ["=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"],
  ] as const;
  const contacts = names.map(([name], n) =>
    engineContact({ phone: `62812000010${n}`, name, push_name: name, verified_name: name }),
  );
  const groups = names.map(([name], n) =>
    engineGroup({
      contact_id: `12036300000000010${n}@g.us`,
      name,
      description: name,
      participants: [engineParticipant({ phone: `62812000010${n}`, name })],
    }),
  );
  const id = await connectedSession(api, { contacts, groups });
  const data = await grab(id);
  expect(data.failed_count).toBe(0);
  const expected = names.map(([, clean]) => clean);
  const column = (rows: Record<string, unknown>[], name: string) => rows.map((row) => row[name]);
  for (const name of ['push_name', 'verified_name']) {
    expect(column(data.contacts, name)).toEqual(expected);
  }
  const shown = expected.map((name, n) => name ?? `+62812000010${n}`);
  expect(column(data.contacts, 'name')).toEqual(shown);
  expect(column(data.groups, 'group_name')).toEqual(expected);
  const text = 'SELECT name FROM group_participants WHERE session_id = $1 ORDER BY participant_id';
  expect(column((await api.db.pool.query(text, [id])).rows, 'name')).toEqual(expected);
});

it('a person has the best name of which something is left', async () => {
  const blank = { name: ' \n', address_book_name: ' \n' };
  const contacts = [
    engineContact({ phone: '628120000101', ...blank, verified_name: '\t', push_name: 'Budi' }),
    engineContact({ phone: '628120000102', ...blank, verified_name: 'Toko', push_name: 'Budi' }),
  ];
  const id = await connectedSession(api, { contacts });
  const data = await grab(id);
  expect(data.contacts).toMatchObject([{ name: 'Budi' }, { name: 'Toko' }]);
  expect(await grab(id)).toMatchObject({ unchanged_count: 2 });
});

it('two sessions keep their contacts apart', async () => {
  const contacts = [engineContact({ phone: PHONE })];
  const [one, other] = [
    await connectedSession(api, { contacts }),
    await connectedSession(api, { contacts }),
  ];
  await grab(one);
  expect((await request(api, `/api/sessions/${other}/contacts`)).body.data.contacts).toEqual([]);
  expect(await grab(other)).toMatchObject({ saved_count: 1 });
});
