import { EXPORT_FORMAT_NAMES } from '@grabber/contracts/api/export';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSession, request } from '../support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  id = await createSession(api);
});
afterAll(() => api.stop());

it('an unknown format is 400 and says which there are', async () => {
  const { status, body } = await request(api, `/api/sessions/${id}/contacts/export?format=pdf`);
  expect([status, body.code, body.details[0].path]).toEqual([
    400,
    'VALIDATION_FAILED',
    'query.format',
  ]);
  for (const format of EXPORT_FORMAT_NAMES) {
    expect(body.details[0].message).toContain(`"${format}"`);
  }
});

it('memberships are no persons: vCard is 400 and says what there is', async () => {
  const path = `/api/sessions/${id}/groups/participants/export?format=vcard`;
  const { status, body } = await request(api, path);
  expect([status, body.details[0].message]).toEqual([
    400,
    'harus salah satu dari "csv", "xlsx", "ndjson", "json"',
  ]);
});

it('a byte order mark begins the file, or is refused with the formats that take one', async () => {
  const headers = { 'x-api-key': ADMIN_KEY };
  const taking: string[] = [];
  const refusals = new Set<string>();
  for (const format of EXPORT_FORMAT_NAMES) {
    const url = `${api.url}/api/sessions/${id}/contacts/export?format=${format}&bom=true`;
    const response = await fetch(url, { headers });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status === 200) {
      expect(bytes.subarray(0, 3), format).toEqual(BOM);
      taking.push(format);
      continue;
    }
    const [{ path, message }] = JSON.parse(bytes.toString()).details;
    refusals.add(`${response.status} ${path} ${message}`);
    expect(response.headers.get('content-disposition')).toBeNull();
  }
  expect([...refusals]).toEqual([`400 query.bom hanya untuk ${taking.join(' dan ')}`]);
});

describe('what a format does not have is refused, with the formats that have it', () => {
  it.each([
    ['format=json&phone=e164', 'phone', 'hanya untuk csv dan xlsx'],
    ['format=vcard&columns=name', 'columns', 'hanya untuk csv dan xlsx'],
    ['format=xlsx&delimiter=tab', 'delimiter', 'hanya untuk csv'],
    ['format=ndjson&profile=odoo', 'profile', 'hanya untuk csv dan xlsx'],
    ['format=xlsx&profile=google', 'profile', 'google hanya untuk csv'],
    [
      'profile=brevo&phone=digits',
      'phone',
      'tidak berlaku untuk profile, yang sudah menentukannya sendiri',
    ],
    [
      'profile=brevo&delimiter=comma',
      'delimiter',
      'tidak berlaku untuk profile, yang sudah menentukannya sendiri',
    ],
    [
      'profile=brevo&columns=name',
      'columns',
      'tidak berlaku untuk profile, yang sudah menentukannya sendiri',
    ],
    ['columns=name,id,name', 'columns', 'menyebut satu kolom dua kali'],
  ])('%s', async (query, option, message) => {
    const { status, body } = await request(api, `/api/sessions/${id}/contacts/export?${query}`);
    expect([status, body.code, body.details]).toEqual([
      400,
      'VALIDATION_FAILED',
      [{ path: `query.${option}`, message }],
    ]);
  });
});

it('an unknown column is refused with the names that there are, of each export', async () => {
  for (const [path, known] of [
    ['contacts', ['phone_number', 'labels', 'groups', 'is_muted']],
    ['groups/participants', ['group_status', 'left_at']],
  ] as const) {
    const url = `/api/sessions/${id}/${path}/export?columns=name,address`;
    const { status, body } = await request(api, url);
    expect([status, body.details[0].path]).toEqual([400, 'query.columns']);
    expect(body.details[0].message).toMatch(/^"address" bukan kolom; yang ada .*, atau "all"$/);
    for (const name of known) expect(body.details[0].message).toContain(` ${name},`);
  }
});
