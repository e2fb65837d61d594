import { API_ROUTES } from '@grabber/contracts/api/routes';
import { buildPath, type RouteContract } from '@grabber/contracts/route';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SCOPES } from '../../src/use-cases/access/access.ts';
import { follow } from '../support/event-reader.ts';
import { connectedSession, request } from '../support/request.ts';
import { sampleParams } from '../support/sample-params.ts';
import { sampleRequest } from '../support/sample-request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);
const SESSION_ROUTES = ROUTES.filter(
  ({ path, wholeWorkspace }) => path.startsWith('/api/sessions/:id') && !wholeWorkspace,
);
/** Behind a scope of an API key, and about more than a session in the path. */
const OTHER_ROUTES = ROUTES.filter(
  (route) => !SESSION_ROUTES.includes(route) && SCOPES.some((scope) => scope === route.access),
);

let api: TestApi;
let own: string;
let other: string;
beforeAll(async () => {
  api = await startTestApi();
  own = await connectedSession(api, {}, 'Toko');
  other = await connectedSession(api, {}, 'Gudang');
  await patch(own, 'toko');
  await patch(other, 'gudang');
});
afterAll(() => api.stop());

const post = (path: string, body: unknown, by?: string) =>
  request(api, path, { method: 'POST', body, ...(by && { key: by }) });

const patch = (id: string, external_id: string) =>
  request(api, `/api/sessions/${id}`, { method: 'PATCH', body: { external_id } });

const create = (fields: object = {}, by?: string) =>
  post('/api/keys', { name: 'a key', scopes: SCOPES, ...fields }, by);

const limitedKey = async (...sessions: string[]) => (await create({ sessions })).body.data;

const idsIn = (body: { data: { sessions: { session_id: string }[] } }) =>
  body.data.sessions.map(({ session_id }) => session_id);

describe('a key limited to another session', () => {
  it.each(SESSION_ROUTES.map((route) => [route.id, route] as const))(
    '%s answers the 404 of a session that does not exist',
    async (_, route) => {
      const { key } = await limitedKey(own);
      const callsBefore = api.engine.calls.length;
      for (const id of [other, other.toUpperCase(), 'gudang']) {
        const { path, ...sample } = sampleRequest(route, id);
        const { status, body } = await request(api, path, { ...sample, key });
        expect([status, body.code]).toEqual([404, 'SESSION_NOT_FOUND']);
      }
      expect(api.engine.calls).toHaveLength(callsBefore);
    },
  );
});

/** What these routes show of another session. Each is checked below, or where it says. */
const SHOWN_IN_PART = [
  ...['listSessions', 'followEvents', 'createKey', 'listKeys', 'rotateKey', 'revokeKey'],
  ...['createWebhook', 'listWebhooks', 'getWebhook', 'updateWebhook', 'deleteWebhook'],
  ...['rotateWebhookSecret', 'testWebhook', 'replayWebhook', 'listWebhookDeliveries'],
  ...['replayWebhookDelivery', 'listAudit', 'getWorkspaceSettings'],
  // In health/system.test.ts.
  'getSystem',
  // In grabs/all-grabs.test.ts.
  'listAllGrabs',
  // In accounts/accounts.test.ts and contacts/bulk.test.ts.
  ...[
    'listAllContacts',
    'listAllAnchors',
    'listAllGroups',
    'deleteAllMatching',
    'listAllChanges',
    'exportAllContacts',
  ],
];

describe('a key limited to sessions, on routes of the whole workspace', () => {
  it('finds each of them refused, or checked in this file', () => {
    const shown = OTHER_ROUTES.filter(({ ownSessions }) => ownSessions).map(({ id }) => id);
    expect(shown.toSorted()).toEqual(SHOWN_IN_PART.toSorted());
  });

  const refused = OTHER_ROUTES.filter(({ ownSessions }) => !ownSessions);
  it.each(refused.map((route) => [route.id, route] as const))(
    '%s answers 403 and does nothing',
    async (_, route) => {
      const { key } = await limitedKey(own);
      const path = buildPath(route, sampleParams(own));
      const sent = { method: route.method, ...(route.body && { body: {} }), key };
      const { status, body } = await request(api, path, sent);
      expect([status, body.code]).toEqual([403, 'FORBIDDEN']);
    },
  );
});

describe('a key limited to sessions', () => {
  it('lists these alone, also by the ids and the external ids that it was made with', async () => {
    for (const name of [own, own.toUpperCase(), 'toko']) {
      const made = await limitedKey(name);
      expect(made.session_ids).toEqual([own]);
      const { body } = await request(api, '/api/sessions', { key: made.key });
      expect(idsIn(body)).toEqual([own]);
      const path = '/api/sessions/toko/contacts';
      expect((await request(api, path, { key: made.key })).status).toBe(200);
    }
  });

  it('is not made for a session that the workspace does not have', async () => {
    const unknown = '7b0e7f8e-9a0c-4b7e-8f57-2f5b8a1f0c11';
    const { status, body } = await create({ sessions: [own, unknown, 'kantor'] });
    const paths = body.details.map(({ path }: { path: string }) => path);
    expect([status, paths]).toEqual([400, ['body.sessions.1', 'body.sessions.2']]);
  });

  it('sees no session once they are deleted, and never all', async () => {
    const doomed = await connectedSession(api);
    const made = await limitedKey(doomed);
    await request(api, `/api/sessions/${doomed}`, { method: 'DELETE' });
    const { body } = await request(api, '/api/sessions', { key: made.key });
    expect(idsIn(body)).toEqual([]);
    const answer = await request(api, `/api/sessions/${other}`, { key: made.key });
    expect(answer.status).toBe(404);
  });

  it('gets no event of another session', async () => {
    const { key } = await limitedKey(own);
    const stream = await follow(api, '/api/events', key);
    await stream.until((events) => events.some(({ type }) => type === 'snapshot'));
    api.engine.setSession(other, { status: 'disconnected' });
    api.engine.setSession(own, { status: 'disconnected' });
    // The one of the other session was published before.
    await stream.until((events) => events.some(({ type }) => type === 'session'));
    expect(JSON.stringify(stream.events)).toContain(own);
    expect(JSON.stringify(stream.events)).not.toContain(other);
    await stream.leave();
  });

  it('sees in the audit what was done to its sessions, and what it did', async () => {
    const made = await limitedKey(own);
    await request(api, `/api/sessions/${own}/contacts`);
    await request(api, `/api/sessions/${other}/contacts`);
    await request(api, '/api/keys', { key: made.key });
    // An answer may be here before its entry is.
    const entries = await vi.waitFor(async () => {
      const { body } = await request(api, '/api/audit?limit=1000', { key: made.key });
      const found = body.data.entries as { session_id: string | null; key_id: string }[];
      expect(found.some(({ session_id }) => session_id === own)).toBe(true);
      expect(found.some(({ key_id }) => key_id === made.key_id)).toBe(true);
      return found;
    });
    const isOwn = ({ session_id, key_id }: (typeof entries)[number]) =>
      session_id === own || key_id === made.key_id;
    expect(entries.filter((entry) => !isOwn(entry))).toEqual([]);
    expect(JSON.stringify(entries)).not.toContain(other);
  });
});

describe('the keys of a key limited to sessions', () => {
  it('are limited to its sessions, all of them by default', async () => {
    const parent = await limitedKey(own, other);
    expect((await create({}, parent.key)).body.data.session_ids).toEqual([own, other]);
    const narrower = (await create({ sessions: [other] }, parent.key)).body.data;
    expect(narrower.session_ids).toEqual([other]);
    const wider = await create({ sessions: [own] }, narrower.key);
    expect([wider.status, wider.body.details[0].path]).toEqual([400, 'body.sessions.0']);
  });

  it('are the only ones that it lists, replaces and revokes', async () => {
    const mine = await limitedKey(own);
    const wide = [await limitedKey(own, other), (await create()).body.data];
    const { body } = await request(api, '/api/keys', { key: mine.key });
    const listed = body.data.keys as { key_id: string; session_ids: string[] | null }[];
    expect(listed.map(({ key_id }) => key_id)).toContain(mine.key_id);
    expect(new Set(listed.map(({ session_ids }) => String(session_ids)))).toEqual(new Set([own]));
    for (const { key_id, key } of wide) {
      const rotated = await post(`/api/keys/${key_id}/rotate`, {}, mine.key);
      expect([rotated.status, rotated.body.code]).toEqual([404, 'KEY_NOT_FOUND']);
      const sent = { method: 'DELETE', key: mine.key };
      expect((await request(api, `/api/keys/${key_id}`, sent)).status).toBe(404);
      expect((await request(api, '/api/sessions', { key })).status).toBe(200);
    }
  });

  it('stay limited when they are replaced', async () => {
    const old = await limitedKey(own);
    const { body } = await post(`/api/keys/${old.key_id}/rotate`, {});
    expect(body.data.session_ids).toEqual([own]);
  });
});

describe('the webhooks of a key limited to sessions', () => {
  const url = 'https://example.com/hook';

  it('are for its sessions by default, and never for others', async () => {
    const { key } = await limitedKey(own);
    expect((await post('/api/webhooks', { url }, key)).body.data.session_ids).toEqual([own]);
    for (const session_ids of [null, [other], [own, other]]) {
      const { status, body } = await post('/api/webhooks', { url, session_ids }, key);
      expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
    }
  });

  it('are the only ones that it sees and changes', async () => {
    const { key } = await limitedKey(own);
    const mine = (await post('/api/webhooks', { url }, key)).body.data.webhook_id;
    const all = (await post('/api/webhooks', { url })).body.data.webhook_id;
    const others = (await post('/api/webhooks', { url, session_ids: [own, other] })).body.data;
    const { body } = await request(api, '/api/webhooks', { key });
    const ids = body.data.webhooks.map((one: { webhook_id: string }) => one.webhook_id);
    expect(ids).toContain(mine);
    expect(ids).not.toContain(all);
    expect(ids).not.toContain(others.webhook_id);
    for (const route of OTHER_ROUTES.filter(({ path }) => path.includes(':webhookId'))) {
      const path = buildPath(route, { webhookId: all, deliveryId: '1' });
      const given = { updateWebhook: { enabled: false }, replayWebhook: { after: 'evt_0' } };
      const sample = given[route.id as keyof typeof given] ?? {};
      const sent = { method: route.method, ...(route.body && { body: sample }), key };
      const answer = await request(api, path, sent);
      expect([route.id, answer.status]).toEqual([route.id, 404]);
    }
    const sent = { method: 'PATCH', body: { session_ids: null }, key };
    expect((await request(api, `/api/webhooks/${mine}`, sent)).status).toBe(400);
  });
});
