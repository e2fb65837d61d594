import { FURTHER_CONTACT_COLUMNS } from '@grabber/contracts/api/export';
import { CONTACT_COLUMNS } from '@grabber/contracts/contact-fields';
import { contactEntry, groupEntry, memberEntry, person } from '@grabber/database/testing/entries';
import { grabAccount } from '@grabber/database/testing/grab-account';
import { parse } from 'csv-parse/sync';
import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportAccount, ODD_NAMES } from '../support/export-account.ts';
import { createSession } from '../support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const E164 = /^\+[1-9]\d{1,14}$/;
const JAKARTA = person('6281234567890');
const BERLIN = person('4930123456');
const NOWHERE = person('99912345');

let api: TestApi;
let odd: string;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  odd = await createSession(api, 'Odd');
  await grabAccount(api.db, odd, exportAccount(20));
  id = await createSession(api);
  const group = (number: string, name: string | null, ...members: (typeof JAKARTA)[]) => ({
    group: groupEntry(number, { name }),
    members: members.map((who) => memberEntry(who)),
  });
  const left = group('12', 'Sudah keluar', JAKARTA);
  const contacts = [JAKARTA, BERLIN, NOWHERE].map((who) => contactEntry(who));
  await grabAccount(api.db, id, { contacts, groups: [left] });
  await grabAccount(api.db, id, {
    contacts,
    groups: [group('10', '=Keluarga, "besar"', JAKARTA, BERLIN), group('11', null, JAKARTA)],
  });
});
afterAll(() => api.stop());

async function get(session: string, query: string): Promise<Buffer> {
  const url = `${api.url}/api/sessions/${session}/contacts/export?${query}`;
  const response = await fetch(url, { headers: { 'x-api-key': ADMIN_KEY } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

async function rows(query: string, session = id, delimiter = ','): Promise<string[][]> {
  return parse(await get(session, query), { delimiter, record_delimiter: '\r\n' });
}

async function column(query: string): Promise<string[]> {
  return (await rows(`type=individual&${query}`)).slice(1).map(([cell]) => cell ?? '');
}

describe('phone numbers', () => {
  it('are E.164 in a table without more, as every importer asks', async () => {
    const cells = (await rows('columns=phone_number&has_phone=true', odd)).slice(1).flat();
    expect(cells.length).toBeGreaterThan(ODD_NAMES.length);
    expect(cells.filter((cell) => !E164.test(cell))).toEqual([]);
    expect(await column('columns=phone_number&phone=e164')).toEqual([
      '+6281234567890',
      '+4930123456',
      '+99912345',
    ]);
  });

  it('are digits with a mark, as before, or as their country writes them', async () => {
    expect(await column('columns=phone_number&phone=digits')).toEqual([
      '\t6281234567890',
      '\t4930123456',
      '\t99912345',
    ]);
    expect(await column('columns=phone_number&phone=national')).toEqual([
      '\t0812-3456-7890',
      '\t030 123456',
      // No country has this number.
      "'+99912345",
    ]);
  });

  it.each([
    ['e164', '+6281234567890'],
    ['digits', '6281234567890'],
    ['national', '0812-3456-7890'],
  ])('are text without marks in a workbook: %s', async (phone, shown) => {
    const query = `format=xlsx&type=individual&columns=phone_number&phone=${phone}`;
    const [sheet] = await readSheets(await get(id, query), { trim: false });
    expect(sheet?.data[1]).toEqual([shown]);
  });
});

describe('columns', () => {
  it('are those that were asked for, in their order', async () => {
    const [header, first] = await rows('columns=id,name,type&type=individual');
    expect(header).toEqual(['id', 'name', 'type']);
    expect(first?.slice(1)).toEqual([`Name of ${JAKARTA.id}`, 'individual']);
    const [sheet] = await readSheets(await get(id, 'format=xlsx&columns=type,name'));
    expect(sheet?.data[0]).toEqual(['type', 'name']);
  });

  it('are the usual ones, or all of them', async () => {
    expect((await rows(''))[0]).toEqual(CONTACT_COLUMNS);
    const all = await rows('columns=all');
    expect(all[0]).toEqual([...CONTACT_COLUMNS, ...FURTHER_CONTACT_COLUMNS]);
    expect(new Set(all.map((row) => row.length))).toEqual(
      new Set([CONTACT_COLUMNS.length + FURTHER_CONTACT_COLUMNS.length]),
    );
  });

  it('hold the country of a number', async () => {
    const cells = await rows('columns=contact_id,country');
    expect(Object.fromEntries(cells)).toMatchObject({ '10@g.us': '', [JAKARTA.id]: 'ID' });
  });

  it('hold the groups that a person is in, as far as the account has them', async () => {
    const cells = await rows('columns=contact_id,groups');
    expect(Object.fromEntries(cells.slice(1))).toEqual({
      '10@g.us': '',
      '11@g.us': '',
      '12@g.us': '',
      [JAKARTA.id]: '\'=Keluarga, "besar", 11@g.us',
      [BERLIN.id]: '\'=Keluarga, "besar"',
      [NOWHERE.id]: '',
    });
    const found = await rows('columns=groups&search=4930123456');
    expect(found.slice(1)).toEqual([['\'=Keluarga, "besar"']]);
    const members = await rows(`columns=groups&in_group=${encodeURIComponent('11@g.us')}`);
    expect(members.slice(1)).toEqual([['\'=Keluarga, "besar", 11@g.us']]);
  });
});

it.each([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['pipe', '|'],
])('a file delimited by a %s has the same cells but for their marks', async (name, delimiter) => {
  const unmarked = (table: string[][]) =>
    table.map((row) => row.map((cell) => cell.replaceAll(/['\t]/g, '')));
  const expected = unmarked(await rows('', odd));
  expect(unmarked(await rows(`delimiter=${name}`, odd, delimiter))).toEqual(expected);
  const [text, bom] = [
    await get(odd, `delimiter=${name}`),
    await get(odd, `delimiter=${name}&bom=true`),
  ];
  expect(bom.subarray(3)).toEqual(text);
});
