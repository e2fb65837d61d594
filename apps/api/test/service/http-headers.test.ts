import { createWorkspace } from '@grabber/database/workspaces/workspaces';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const clock = () => new Date();
const scopes = ['read'] as const;
const UNLIMITED = { requestsPerMinute: 0, workspaceRequestsPerMinute: 0, failuresPerMinute: 0 };
let api: TestApi;
afterEach(() => api.stop());

const newKey = async () => (await createKey({ db: api.db, clock }, { name: 'a', scopes })).key;
const ask = (key: string | null, headers: Record<string, string> = {}) =>
  request(api, '/api/sessions', { key, headers });

describe('an ETag', () => {
  it('of a page answers 304 until the page changes', async () => {
    api = await startTestApi();
    const id = await connectedSession(api, { contacts: [engineContact()] });
    await request(api, `/api/sessions/${id}/grab-all`);
    const path = `/api/sessions/${id}/contacts?limit=100`;
    const first = await request(api, path);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^W\/"[\w-]{43}"$/);
    for (const given of [tag, `"other", ${tag}`, tag.slice(2), '*']) {
      const again = await request(api, path, { headers: { 'if-none-match': given } });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag]);
    }
    const head = await request(api, path, { method: 'HEAD', headers: { 'if-none-match': tag } });
    expect(head.status).toBe(304);
    await request(api, `/api/sessions/${id}/contacts`, { method: 'DELETE' });
    const changed = await request(api, path, { headers: { 'if-none-match': tag } });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(tag);
  });

  it('is not on refusals', async () => {
    api = await startTestApi();
    const { status, headers } = await request(api, '/api/sessions/none', {
      headers: { 'if-none-match': '*' },
    });
    expect([status, headers.get('etag')]).toEqual([404, null]);
  });
});

describe('limits of requests', () => {
  it('are in the headers of every answer, also of a refused one', async () => {
    api = await startTestApi({
      rateLimits: { ...UNLIMITED, requestsPerMinute: 3, workspaceRequestsPerMinute: 100 },
    });
    const key = await newKey();
    const states = [];
    for (let count = 0; count < 4; count += 1) {
      const { status, headers } = await ask(key);
      expect(headers.get('ratelimit-policy')).toContain('"key";q=3;w=60');
      states.push([status, /"key";r=(\d+);t=\d+/.exec(headers.get('ratelimit') ?? '')?.[1]]);
    }
    expect(states).toEqual([
      [200, '2'],
      [200, '1'],
      [200, '0'],
      [429, '0'],
    ]);
  });

  it('of a workspace hold for its keys together, and for no other workspace', async () => {
    api = await startTestApi({ rateLimits: { ...UNLIMITED, workspaceRequestsPerMinute: 3 } });
    const keys = [await newKey(), await newKey()] as const;
    const statuses = [];
    for (let count = 0; count < 4; count += 1)
      statuses.push((await ask(keys[count % 2] as string)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await ask(keys[0]);
    expect(refused.headers.get('ratelimit')).toMatch(/^"workspace";r=0;t=\d+$/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await createWorkspace(api.db, { name: 'other', now: clock() });
    const other = await createKey({ db: api.db, clock }, { name: 'a', scopes, workspace: 'other' });
    expect((await ask(other.key)).status).toBe(200);
  });

  it('are divided by the live processes, and whole again when one has stopped', async () => {
    const rateLimits = { ...UNLIMITED, requestsPerMinute: 100 };
    api = await startTestApi({ rateLimits, works: true });
    const limit = async (of: TestApi) => {
      const key = await newKey();
      const { headers } = await request(of, '/api/sessions', { key });
      return /q=(\d+)/.exec(headers.get('ratelimit-policy') ?? '')?.[1];
    };
    await api.context.replicas.beat();
    expect(await limit(api)).toBe('100');
    const beside = await startTestApi({ rateLimits, works: true, beside: api });
    await vi.waitFor(async () => {
      await Promise.all([api, beside].map(({ context }) => context.replicas.beat()));
      expect([await limit(api), await limit(beside)]).toEqual(['50', '50']);
    });
    await beside.stop();
    await api.context.replicas.beat();
    expect(await limit(api)).toBe('100');
  });

  it('cost no write per request', async () => {
    api = await startTestApi({ rateLimits: { ...UNLIMITED, requestsPerMinute: 1_000 } });
    await api.context.replicas.beat();
    const heartbeats = async () =>
      (await api.db.pool.query('SELECT * FROM api_replicas ORDER BY id')).rows;
    const before = await heartbeats();
    const key = await newKey();
    for (let count = 0; count < 20; count += 1) await ask(key);
    expect(await heartbeats()).toEqual(before);
  });
});

describe('behind a trusted proxy', () => {
  it('wrong keys of one client do not refuse the expired key of another', async () => {
    api = await startTestApi({
      trustedProxies: ['127.0.0.1'],
      rateLimits: { ...UNLIMITED, failuresPerMinute: 60 },
    });
    for (let count = 0; count < 61; count += 1) {
      await ask('wrong', { 'x-forwarded-for': '203.0.113.1' });
    }
    expect((await ask('wrong', { 'x-forwarded-for': '203.0.113.1' })).status).toBe(429);
    expect((await ask('expired', { 'x-forwarded-for': '203.0.113.2' })).status).toBe(401);
  });
});

describe('web pages of other origins', () => {
  const page = { origin: 'https://app.example.org' };
  const preflight = { ...page, 'access-control-request-method': 'POST' };

  it('are not let in without a setting', async () => {
    api = await startTestApi();
    const answer = await request(api, '/api/sessions', { headers: page });
    const asked = await request(api, '/api/sessions', {
      method: 'OPTIONS',
      headers: preflight,
      key: null,
    });
    for (const { headers } of [answer, asked]) {
      expect(headers.get('access-control-allow-origin')).toBe(null);
    }
  });

  it('of the list may call and read, and no others', async () => {
    api = await startTestApi({ corsOrigins: [page.origin] });
    const options = { method: 'OPTIONS', key: null };
    const asked = await request(api, '/api/sessions', { ...options, headers: preflight });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(page.origin);
    expect(asked.headers.get('access-control-allow-headers')).toContain('X-API-Key');
    expect(asked.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(asked.headers.get('access-control-allow-credentials')).toBe(null);
    // Also of refusals: else the page sees no more than a network error.
    for (const path of ['/api/sessions', '/api/sessions/none', '/nowhere']) {
      const { headers } = await request(api, path, { headers: page });
      expect(headers.get('vary')).toContain('Origin');
      expect(headers.get('access-control-allow-origin')).toBe(page.origin);
    }
    const other = { ...preflight, origin: 'https://evil.example.org' };
    const refused = await request(api, '/api/sessions', { ...options, headers: other });
    expect(refused.headers.get('access-control-allow-origin')).toBe(null);
    expect(refused.headers.get('access-control-allow-methods')).toBe(null);
  });
});
