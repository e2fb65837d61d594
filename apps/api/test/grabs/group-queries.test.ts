import { engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const SEEN = '120363000000000001@g.us';
const CHATLESS = '120363000000000002@g.us';

async function activeGroups(id: string): Promise<string[]> {
  const { body } = await request(api, `/api/sessions/${id}/contacts?type=group&status=active`);
  return body.data.contacts.map(({ contact_id }: { contact_id: string }) => contact_id);
}

it('keeps a group that the listing cannot see, until a listing says that it is gone', async () => {
  const seen = engineGroup({ contact_id: SEEN });
  const chatless = engineGroup({ contact_id: CHATLESS });
  const id = await connectedSession(api, { groups: [seen, chatless], contacts: [] });
  await request(api, `/api/sessions/${id}/grab-groups`);
  api.engine.setAccount(id, { groups: [seen], contacts: [], keptGroups: [CHATLESS] });
  const { body } = await request(api, `/api/sessions/${id}/grab-groups`);
  expect(body.data).toMatchObject({ total_groups: 1, removed_count: 0, complete: true });
  expect(await activeGroups(id)).toEqual([SEEN, CHATLESS]);
  api.engine.setAccount(id, { groups: [seen], contacts: [] });
  await request(api, `/api/sessions/${id}/grab-groups`);
  expect(await activeGroups(id)).toEqual([SEEN]);
});

it('passes on that a refresh comes too soon, and for how long, in both languages', async () => {
  const id = await connectedSession(api);
  const fault = { kind: 'error', code: 'REFRESH_TOO_SOON', retryAfterSeconds: 1_800 } as const;
  api.engine.setFault('readGroups', fault);
  const path = `/api/sessions/${id}/grab-groups?refresh=true`;
  const indonesian = await request(api, path);
  const english = await request(api, path, { headers: { 'accept-language': 'en' } });
  api.engine.clearFaults();
  expect([indonesian.status, indonesian.body.code]).toEqual([429, 'REFRESH_TOO_SOON']);
  expect(indonesian.headers.get('retry-after')).toBe('1800');
  expect(indonesian.body.message).toMatch(/^WhatsApp baru saja ditanya/);
  expect(english.body.message).toMatch(/^WhatsApp was asked for all groups/);
});
