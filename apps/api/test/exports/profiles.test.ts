import { readFileSync } from 'node:fs';
import { EXPORT_PROFILE_NAMES, PROFILE_FORMATS } from '@grabber/contracts/api/export';
import { grabAccount } from '@grabber/database/testing/grab-account';
import { parse } from 'csv-parse/sync';
import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROFILE_COLUMNS } from '../../src/exports/profiles/profiles.ts';
import { exportAccount, GROUP, ODD_NAMES } from '../support/export-account.ts';
import { IMPORT_RULES, importFile } from '../support/import-rules.ts';
import { createSession, request } from '../support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const PLAIN = 100;
/** The odd ones, the plain ones and one who is known by LID alone. */
const PERSONS = ODD_NAMES.length + PLAIN + 1;

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  id = await createSession(api);
  await grabAccount(api.db, id, exportAccount(PLAIN));
});
afterAll(() => api.stop());

async function get(query: string, path = 'contacts/export'): Promise<Buffer> {
  const url = `${api.url}/api/sessions/${id}/${path}?${query}`;
  const response = await fetch(url, { headers: { 'x-api-key': ADMIN_KEY } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

describe.each(EXPORT_PROFILE_NAMES)('a file for %s', (profile) => {
  const rules = IMPORT_RULES[profile];

  it('is imported whole by the rules of that program, each person once, without groups', async () => {
    const persons = importFile(rules, (await get(`profile=${profile}`)).toString());
    expect(persons).toHaveLength(PERSONS);
    expect(persons.filter(({ phone }) => phone !== null)).toHaveLength(PERSONS - 1);
    expect(new Set(persons.map(({ phone }) => phone)).size).toBe(PERSONS);
  });

  it('updates the same persons when it is imported again', async () => {
    const keys = async () =>
      importFile(rules, (await get(`profile=${profile}`)).toString()).map(({ key }) => key);
    expect(await keys()).toEqual(await keys());
  });

  it('has the same rows in each format that the program reads', async () => {
    const [header = [], ...rows] = parse(await get(`profile=${profile}`)) as string[][];
    const formats: readonly string[] = PROFILE_FORMATS[profile];
    if (!formats.includes('xlsx')) {
      const answer = await request(
        api,
        `/api/sessions/${id}/contacts/export?format=xlsx&profile=${profile}`,
      );
      expect(answer.body.details).toEqual([
        { path: 'query.profile', message: `${profile} hanya untuk csv` },
      ]);
      return;
    }
    const [sheet] = await readSheets(await get(`format=xlsx&profile=${profile}`), { trim: false });
    expect(sheet?.data[0]).toEqual(header);
    expect(sheet?.data).toHaveLength(rows.length + 1);
  });

  it('can be one of the members of a group', async () => {
    const path = `groups/${encodeURIComponent(GROUP)}/participants/export`;
    const members = importFile(rules, (await get(`profile=${profile}`, path)).toString());
    expect(members).toHaveLength(ODD_NAMES.length + 2);
  });
});

it('`google-csv` is the profile of Google', async () => {
  expect(await get('format=google-csv')).toEqual(await get('profile=google'));
});

it('docs/exports.md has the columns that each profile fills', () => {
  const text = readFileSync(new URL('../../../../docs/exports.md', import.meta.url), 'utf8');
  for (const profile of EXPORT_PROFILE_NAMES) {
    const row = new RegExp(`^\\| \`${profile}\` .*\\|(.*)\\|$`, 'm').exec(text)?.[1] ?? '';
    const listed = [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    const filled = PROFILE_COLUMNS[profile].filter(({ isEmpty = false }) => !isEmpty);
    expect(listed).toEqual(filled.map(({ name }) => name));
  }
});
