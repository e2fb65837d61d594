import { EXPORT_FORMAT_NAMES } from '@grabber/contracts/api/export';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

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
    'must be one of "csv", "xlsx", "ndjson", "json"',
  ]);
});

it('a byte order mark is refused where it would break the file', async () => {
  const path = `/api/sessions/${id}/contacts/export?format=ndjson&bom=true`;
  const { status, body, headers } = await request(api, path);
  expect([status, body.details[0].path]).toEqual([400, 'query.bom']);
  expect(headers.get('content-disposition')).toBeNull();
});
