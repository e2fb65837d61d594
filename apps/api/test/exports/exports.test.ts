import { EXPORT_FORMAT_NAMES } from '@grabber/contracts/api/export';
import { grabAccount } from '@grabber/database/testing/grab-account';
import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';
import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DESCRIPTION,
  exportAccount,
  GROUP,
  ODD_LABELS,
  ODD_NAMES,
  phoneOf,
} from '../support/export-account.ts';
import { createSession, request } from '../support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const PLAIN = 2_500;
const PERSONS = ODD_NAMES.length + PLAIN + 1;

type Wire = { readonly [field: string]: string | number | boolean | null | string[] };
const MADE_NAMES = ['phone', 'masked', 'members', 'none'];
/** The rows of a list as files have them: what was made for the answer is left out. */
const inFiles = (rows: readonly Wire[]): Wire[] =>
  rows.map(({ name_source, phone_e164, phone_national, country, ...row }) =>
    MADE_NAMES.includes(String(name_source)) ? { ...row, name: null } : row,
  );
type Cells = { readonly [field: string]: string };

let api: TestApi;
let id: string;
let listed: Wire[];
beforeAll(async () => {
  api = await startTestApi();
  // Nothing ever connects: what is stored can be exported while the session is offline.
  id = await createSession(api, 'Kantor Pusat');
  await grabAccount(api.db, id, exportAccount(PLAIN));
  listed = inFiles((await request(api, `/api/sessions/${id}/contacts`)).body.data.contacts);
  expect(listed).toHaveLength(PERSONS + 2);
});
afterAll(() => api.stop());

async function get(path: string) {
  const response = await fetch(`${api.url}/api/sessions/${id}/${path}`, {
    headers: { 'x-api-key': ADMIN_KEY },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(response.status, bytes.toString().slice(0, 500)).toBe(200);
  return { bytes, text: bytes.toString('utf8'), headers: response.headers };
}

const contacts = (query: string) => get(`contacts/export?${query}`);
const ofPersons = () => listed.filter(({ type }) => type === 'individual');
const csv = (text: string): Cells[] => parse(text, { columns: true, record_delimiter: '\r\n' });
/** What is found without the marks that make a cell inert. */
const unmarked = (cell: string | undefined, value: unknown) =>
  [`'${value}`, `\t${value}`].includes(cell ?? '') ? value : cell;

describe('the address book', () => {
  it('as JSON is the same as its list but for made names, and so is each line of NDJSON', async () => {
    const { text, headers } = await contacts('format=json');
    expect(JSON.parse(text)).toEqual(listed);
    // Also the order of the fields, which the specification's examples show.
    expect(JSON.parse(text).map(Object.keys)).toEqual(listed.map(Object.keys));
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    const lines = await contacts('format=ndjson');
    expect(lines.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(lines.text.endsWith('\n')).toBe(true);
    expect(
      lines.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(listed);
  });

  it('as CSV has every row once, every name and number whole, and nothing that calculates', async () => {
    const { text, headers } = await contacts('format=csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const rows = csv(text);
    expect(rows.map((row) => Number(row.id))).toEqual(listed.map((row) => row.id));
    for (const [index, row] of rows.entries()) {
      for (const [field, cell] of Object.entries(row)) {
        const value = listed[index]?.[field];
        const text = value === undefined || value === null ? '' : fieldText(value, field);
        expect(unmarked(cell, text)).toEqual(text);
        expect(cell).not.toMatch(/^\s*[=@]/);
      }
    }
    const [dangerous] = rows.filter(({ contact_id }) => contact_id?.startsWith(phoneOf(0)));
    expect(dangerous?.name).toBe("'=cmd|'/c calc'!A1");
    expect(dangerous?.phone_number).toBe(`+${phoneOf(0)}`);
    expect(rows.find(({ contact_id }) => contact_id === GROUP)).toMatchObject({
      group_description: DESCRIPTION,
      labels: 'Kantor, a" , "b',
    });
    expect(dangerous?.labels).toBe(`'${ODD_LABELS.join(', ')}`);
  });

  it('as CSV ends each record with CRLF, and begins with a byte order mark on request', async () => {
    const { bytes } = await contacts('format=csv&bom=true&type=group');
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const plain = (await contacts('format=csv&type=group')).text;
    expect(bytes.subarray(3).toString()).toBe(plain);
    expect(plain.endsWith('\r\n')).toBe(true);
    expect(plain.startsWith('type,name,phone_number,')).toBe(true);
    expect((await contacts('type=group')).text).toBe(plain);
  });

  it('as Google CSV has every person, with the number as Google takes it', async () => {
    const rows = csv((await contacts('format=google-csv')).text);
    expect(rows).toHaveLength(PERSONS);
    for (const [index, person] of ofPersons().entries()) {
      const { name, phone_number, contact_id, about, labels } = person;
      const row = rows[index];
      const shown = name ?? (phone_number === null ? contact_id : '');
      expect(unmarked(row?.['First Name'], shown)).toBe(shown);
      expect(row?.['Phone 1 - Value']).toBe(phone_number === null ? '' : `+${phone_number}`);
      expect(unmarked(row?.Notes, about ?? '')).toBe(about ?? '');
      const all = ['WhatsApp', ...((labels as string[] | null) ?? []), '* myContacts'];
      expect(row?.Labels).toBe(all.join(' ::: '));
    }
    expect(rows[0]?.['First Name']).toBe("'=cmd|'/c calc'!A1");
  });

  it.each([
    ['vcard', '4.0', 'tel:+'],
    ['vcard3', '3.0', '+'],
  ])('as %s has a card %s for every person', async (format, version, tel) => {
    const { text, headers } = await contacts(`format=${format}`);
    expect(headers.get('content-type')).toBe('text/vcard; charset=utf-8');
    const cards = ICAL.parse(text) as unknown as never[];
    expect(cards).toHaveLength(PERSONS);
    for (const [index, person] of ofPersons().entries()) {
      const { id: row, name, phone_number, contact_id, about, labels } = person;
      const card = new ICAL.Component(cards[index] as never);
      const value = (property: string) => card.getFirstPropertyValue(property);
      const shown = name ?? (phone_number === null ? contact_id : `+${phone_number}`);
      expect([value('version'), value('uid')]).toEqual([version, `${id}-${row}`]);
      expect(value('n')).toEqual(['', shown, '', '', '']);
      expect(value('note')).toBe(about);
      expect(card.getFirstProperty('categories')?.getValues() ?? null).toEqual(labels);
      expect(value('tel')).toBe(phone_number === null ? null : `${tel}${phone_number}`);
    }
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it('as XLSX has every row once, names and numbers as unaltered text', async () => {
    const { bytes, headers } = await contacts('format=xlsx');
    expect(headers.get('content-type')).toMatch(/spreadsheetml\.sheet$/);
    const [sheet, ...more] = await readSheets(bytes, { trim: false });
    expect([sheet?.sheet, more]).toEqual(['Contacts', []]);
    const [names, ...rows] = sheet?.data ?? [];
    expect(rows).toHaveLength(listed.length);
    for (const [index, row] of rows.entries()) {
      for (const [column, name] of (names ?? []).entries()) {
        const value = listed[index]?.[String(name)] ?? null;
        const isText = Array.isArray(value) || name === 'phone_number';
        expect(row[column]).toEqual(
          isText && value !== null ? fieldText(value, String(name)) : value,
        );
      }
    }
  });
});

/** A value as a table has it. */
function fieldText(value: NonNullable<Wire[string]>, field: string): string {
  if (field === 'phone_number') return `+${value}`;
  return Array.isArray(value) ? value.join(', ') : String(value);
}

describe('what filters let through', () => {
  it.each([
    'type=group',
    'type=individual&saved=false',
    'business=true',
    'blocked=true',
    'blocked=false&saved=true',
    'has_phone=false',
    `in_group=${encodeURIComponent(GROUP)}`,
    'status=inactive',
    'search=kontak%2012',
    'search=%2B62%20812-0000-0003',
    `search=${encodeURIComponent(`' OR $1 \\ "; -- `)}`,
    `search=${encodeURIComponent('"Bos", Santoso')}`,
    ...ODD_LABELS.map((label) => `label=${encodeURIComponent(label)}`),
  ])('is the same as in the list: %s', async (query) => {
    const list = await request(api, `/api/sessions/${id}/contacts?${query}`);
    const expected = inFiles(list.body.data.contacts);
    const { text } = await contacts(`format=json&${query}`);
    expect(JSON.parse(text)).toEqual(expected);
    const ids = csv((await contacts(`format=csv&${query}`)).text).map((row) => Number(row.id));
    expect(ids).toEqual(expected.map((row) => row.id));
  });

  it.each(['name', 'changed', 'stored', '-name', '-changed'])(
    'comes in the order of the pages: %s',
    async (sort) => {
      const page = await request(
        api,
        `/api/sessions/${id}/contacts?sort=${sort}&limit=500&search=kontak`,
      );
      const { text } = await contacts(`format=json&sort=${sort}&search=kontak`);
      const ids = JSON.parse(text).map((row: Wire) => row.id);
      expect(ids.slice(0, 500)).toEqual(page.body.data.contacts.map((row: Wire) => row.id));
    },
  );

  it.each(EXPORT_FORMAT_NAMES)(
    'may be nothing, and is then an empty file of its kind: %s',
    async (format) => {
      const { bytes, text } = await contacts(`format=${format}&search=nosuchname`);
      if (format === 'xlsx') expect((await readSheets(bytes))[0]?.data).toHaveLength(1);
      else if (format === 'json') expect(JSON.parse(text)).toEqual([]);
      else expect(text.split('\r\n').filter(Boolean)).toHaveLength(format.endsWith('csv') ? 1 : 0);
    },
  );
});

describe('members', () => {
  const members = (query: string) =>
    get(`groups/${encodeURIComponent(GROUP)}/participants/export?${query}`);

  it('of a group are those of its list, in every format', async () => {
    const path = `/api/sessions/${id}/groups/${encodeURIComponent(GROUP)}/participants?limit=1000`;
    const present = { status: 'active', left_at: null, reason: null };
    const participants = inFiles((await request(api, path)).body.data.participants);
    const expected = participants.map((row): Wire => ({ ...row, ...present }));
    expect(expected).toHaveLength(ODD_NAMES.length + 2);
    expect(JSON.parse((await members('format=json')).text)).toEqual(expected);
    const rows = csv((await members('')).text);
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'participant_id',
      'name',
      'phone_number',
      'lid',
      'role',
      'masked_number',
      'joined_at',
      'status',
      'left_at',
      'reason',
    ]);
    expect(rows.map((row) => row.participant_id)).toEqual(
      expected.map((row) => row.participant_id),
    );
    for (const format of ['vcard', 'vcard3']) {
      expect(ICAL.parse((await members(`format=${format}`)).text)).toHaveLength(expected.length);
    }
    expect(csv((await members('format=google-csv')).text)).toHaveLength(expected.length);
    const [sheet] = await readSheets((await members('format=xlsx')).bytes, { trim: false });
    expect(sheet?.data.slice(1).map(([who]) => who)).toEqual(
      expected.map((row) => row.participant_id),
    );
  });

  it('of all groups come with their group, once for each membership', async () => {
    const { text } = await get('groups/participants/export?format=ndjson');
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Wire);
    expect(rows).toHaveLength(ODD_NAMES.length + 2 + 2);
    const groups = Map.groupBy(rows, (row) => row.group_id);
    expect([...groups].map(([group, found]) => [group, found.length])).toEqual([
      [GROUP, ODD_NAMES.length + 2],
      ['9001@g.us', 2],
    ]);
    expect(new Set(rows.map((row) => row.group_name))).toEqual(new Set(['=Grup, "Besar"', null]));
    expect(csv((await get('groups/participants/export')).text)[0]?.group_name).toBe(
      '\'=Grup, "Besar"',
    );
    const [sheet] = await readSheets((await get('groups/participants/export?format=xlsx')).bytes);
    expect(sheet?.data).toHaveLength(rows.length + 1);
  });

  it('of no group of the session are 404 GROUP_NOT_FOUND', async () => {
    const path = `/api/sessions/${id}/groups/1%40g.us/participants/export`;
    const { status, body, headers } = await request(api, path);
    expect([status, body.code]).toEqual([404, 'GROUP_NOT_FOUND']);
    expect(headers.get('content-disposition')).toBeNull();
  });
});

it('the file has a name of session and day, and is not cached', async () => {
  const day = new Date().toISOString().slice(0, 10);
  for (const [path, name] of [
    ['contacts/export?format=vcard', `Kantor_Pusat-contacts-${day}.vcf`],
    ['groups/participants/export?format=xlsx', `Kantor_Pusat-memberships-${day}.xlsx`],
    [`groups/${GROUP}/participants/export`, `Kantor_Pusat_Grup_Besar-participants-${day}.csv`],
  ] as const) {
    const { headers } = await get(path);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-disposition')).toContain(`filename="${name}"`);
  }
});
