import { findSession } from '@grabber/database/sessions/sessions';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKnownRows } from '../../src/events/known-rows.ts';
import { createSession } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

it('a row that is read again keeps the number that an earlier status named and that is not stored yet', async () => {
  const id = await createSession(api);
  const rows = createKnownRows(api.db);
  const stored = await findSession(api.db, { id, workspace_id: null });
  if (!stored) throw new Error('The session has no row.');
  rows.learn({ ...stored, phone_number: '6281234567890', account_lid: 'of before' });
  const renewed = { ...stored, phone_number: '6281234567890' };
  expect(await rows.renew(id)).toEqual(renewed);
  expect(rows.known(id)).toEqual(renewed);
});

it('keeps a number that a status names while the row is read', async () => {
  const id = await createSession(api);
  const rows = createKnownRows(api.db);
  const stored = await findSession(api.db, { id, workspace_id: null });
  if (!stored) throw new Error('The session has no row.');
  const renewing = rows.renew(id);
  rows.learn({ ...stored, phone_number: '6281234567890' });
  expect(await renewing).toMatchObject({ phone_number: '6281234567890' });
  expect(rows.known(id)).toMatchObject({ phone_number: '6281234567890' });
});
