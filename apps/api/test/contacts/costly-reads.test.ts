import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN_ACCESS, shareOf } from '../../src/use-cases/access/access.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let path: string;
beforeAll(async () => {
  api = await startTestApi();
  const id = await connectedSession(api, { contacts: [engineContact()] });
  await request(api, `/api/sessions/${id}/grab-contacts`);
  path = `/api/sessions/${id}`;
});
afterAll(() => api.stop());

it.each([
  'contacts?limit=10&search=a',
  'contacts?limit=10&total=true',
  'contacts?limit=10&saved=true',
  'groups?search=a',
  'labels',
])('%s waits for a place of its workspace, while plain pages are answered', async (costly) => {
  const { costlyReads } = api.context;
  const held = [];
  for (;;) {
    const release = costlyReads.tryAcquire(shareOf(ADMIN_ACCESS));
    if (release === null) break;
    held.push(release);
  }
  let isAnswered = false;
  const waiting = request(api, `${path}/${costly}`).finally(() => {
    isAnswered = true;
  });
  for (const plain of ['contacts?limit=10&sort=name', 'groups?limit=10', 'contacts/changes']) {
    expect((await request(api, `${path}/${plain}`)).status).toBe(200);
  }
  expect(isAnswered).toBe(false);
  for (const release of held) release();
  expect((await waiting).status).toBe(200);
  expect(costlyReads.inUse()).toBe(0);
});
