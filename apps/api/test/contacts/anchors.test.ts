import { API_ROUTES } from '@grabber/contracts/api/routes';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  const contacts = Array.from({ length: 1_300 }, (_, index) =>
    engineContact({ phone: `62812${1_000_000 + index}`, name: `Person ${index}` }),
  );
  id = await connectedSession(api, { contacts });
  await request(api, `/api/sessions/${id}/grab-contacts`);
});
afterAll(() => api.stop());

it.each([
  ['of a session', 'listAnchors', 'sort=name'],
  ['of a session', 'listAnchors', 'sort=-name'],
  ['of a session', 'listAnchors', 'sort=changed&has_phone=true'],
  ['over all accounts', 'listAllAnchors', 'sort=name&saved=true'],
  ['over all accounts', 'listAllAnchors', 'sort=-address'],
] as const)('anchors of a list %s lead its pages anywhere (%s, %s)', async (_, name, query) => {
  const list = name === 'listAnchors' ? `/api/sessions/${id}/contacts` : '/api/contacts';
  const { status, body } = await request(api, `${list}/anchors?${query}`);
  expect([status, Compile(API_ROUTES[name].responses[200]).Errors(body)]).toEqual([200, []]);
  expect(body.data.total).toBe(1_300);
  expect(body.data.anchors.length).toBeGreaterThan(0);
  const rows = [];
  for (let next = ''; rows.length < 1_300; ) {
    const { contacts, next_cursor } = (await request(api, `${list}?${query}&limit=1000${next}`))
      .body.data;
    rows.push(...contacts);
    next = `&cursor=${next_cursor}`;
  }
  for (const { row, cursor } of body.data.anchors) {
    const page = await request(api, `${list}?${query}&limit=2&cursor=${cursor}`);
    expect(page.body.data.contacts).toEqual(rows.slice(row, row + 2));
    const another = await request(api, `${list}?limit=2&blocked=true&cursor=${cursor}`);
    expect(another.status).toBe(400);
  }
});

it('anchors of a list take no place and no size of a page', async () => {
  for (const query of ['limit=10', 'cursor=x', 'total=true']) {
    const { status } = await request(api, `/api/sessions/${id}/contacts/anchors?${query}`);
    expect(status).toBe(400);
  }
});
