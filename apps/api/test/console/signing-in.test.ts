import { createWorkspace } from '@grabber/database/workspaces/workspaces';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createKey, type NewKey } from '../../src/use-cases/access/create-key.ts';
import { movableClock, signIn } from '../support/browser.ts';
import { createSession, request } from '../support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const ALL = ['read', 'grab', 'manage', 'admin'] as const;
const DAY_MS = 86_400_000;

const { clock, later } = movableClock();

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ clock, eventCheckMs: 100, trustedProxies: ['127.0.0.1/32'] });
  await createWorkspace(api.db, { name: 'elsewhere', now: clock() });
});
afterAll(() => api.stop());

const newKey = (fields: Partial<NewKey> = {}) =>
  createKey({ db: api.db, clock }, { name: 'a key', scopes: ALL, ...fields });
const revoke = (id: string) => request(api, `/api/keys/${id}`, { method: 'DELETE' });
const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status;

describe('signing in with a key', () => {
  it('answers who it is, and a cookie that no script reads and no other site sends', async () => {
    const key = await newKey({ name: 'kantor', scopes: ['read', 'grab'] });
    const { answer, ask } = await signIn(api, { key: key.key });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^wcg_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { data } = answer.body;
    expect(data).toEqual({
      workspace: { workspace_id: expect.any(String), name: 'default' },
      key: { key_id: key.key_id, name: 'kantor', prefix: key.prefix },
      scopes: ['read', 'grab'],
      session_ids: null,
      expires_at: expect.any(String),
    });
    expect((await ask('/api/console/session')).body).toEqual({ success: true, data });
    expect(await statusOf(ask('/api/sessions'))).toBe(200);
    const created = ask('/api/sessions', { method: 'POST', body: { name: 'x' } });
    expect((await created).body.code).toBe('FORBIDDEN');
  });

  it('makes the cookie secure where the browser came by HTTPS', async () => {
    const { key } = await newKey();
    const proxied = await signIn(api, { key }, { 'x-forwarded-proto': 'https' });
    expect(proxied.answer.headers.get('set-cookie')).toMatch(/; Secure$/);
    const host = new URL(api.url).host;
    const said = await signIn(api, { key }, { origin: `https://${host}` });
    expect(said.answer.headers.get('set-cookie')).toMatch(/; Secure$/);
  });

  it('gives the limits of the key: its sessions, its addresses and its expiry', async () => {
    const own = await createSession(api, 'own');
    const other = await createSession(api, 'other');
    const limited = await newKey({
      session_ids: [own],
      allowed_addresses: ['198.51.100.7'],
      expires_at: new Date(clock().getTime() + DAY_MS).toISOString(),
    });
    const from = { 'x-forwarded-for': '198.51.100.7' };
    const { answer, ask } = await signIn(api, { key: limited.key }, from);
    expect(answer.body.data).toMatchObject({
      session_ids: [own],
      expires_at: limited.expires_at,
    });
    const seen = await ask('/api/sessions', { headers: from });
    expect(seen.body.data.sessions.map((one: { session_id: string }) => one.session_id)).toEqual([
      own,
    ]);
    expect(await statusOf(ask(`/api/sessions/${other}`, { headers: from }))).toBe(404);
    expect(await statusOf(ask('/api/schedules', { headers: from }))).not.toBe(200);
    const moved = await ask('/api/sessions', { headers: { 'x-forwarded-for': '203.0.113.1' } });
    expect([moved.status, moved.body.code]).toEqual([403, 'ADDRESS_NOT_ALLOWED']);
    const refused = await signIn(api, { key: limited.key }, { 'x-forwarded-for': '203.0.113.1' });
    expect(refused.answer.body.code).toBe('ADDRESS_NOT_ALLOWED');
    await later(DAY_MS + 1, async () => {
      expect(await statusOf(ask('/api/sessions', { headers: from }))).toBe(401);
    });
  });

  it('shows nothing of another workspace', async () => {
    const ours = await createSession(api);
    const { ask } = await signIn(api, { key: (await newKey({ workspace: 'elsewhere' })).key });
    expect((await ask(`/api/sessions/${ours}/contacts`)).body.code).toBe('SESSION_NOT_FOUND');
    expect((await ask('/api/sessions')).body.data.sessions).toEqual([]);
  });

  it('is refused with a wrong and a revoked key, and with both or neither', async () => {
    const gone = await newKey();
    await revoke(gone.key_id);
    for (const key of ['wrong', gone.key, `${ADMIN_KEY}x`]) {
      const { answer } = await signIn(api, { key });
      expect([answer.status, answer.body.code]).toEqual([401, 'UNAUTHORIZED']);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
    for (const body of [{}, { key: 'a', token: 'b' }, { key: '' }]) {
      const path = '/api/console/session';
      const answer = await request(api, path, { method: 'POST', key: null, body });
      expect(answer.body.code).toBe('VALIDATION_FAILED');
    }
  });

  it('ends at once when the key is revoked, with its stream of events', async () => {
    const key = await newKey();
    const { ask, cookie } = await signIn(api, { key: key.key });
    const stream = await fetch(`${api.url}/api/events`, { headers: { cookie } });
    expect(stream.status).toBe(200);
    const ended = stream.text();
    await revoke(key.key_id);
    expect(await statusOf(ask('/api/sessions'))).toBe(401);
    expect(await ended).toContain('event: snapshot');
    const again = await fetch(`${api.url}/api/events`, { headers: { cookie } });
    expect(again.status).toBe(401);
    await again.text();
  });

  it('loses a right with the key, and ends with the day that it lasts', async () => {
    const key = await newKey();
    const { ask } = await signIn(api, { key: key.key });
    await api.db.pool.query(`UPDATE api_keys SET scopes = '{read}' WHERE id = $1`, [key.key_id]);
    expect((await ask('/api/keys')).body.code).toBe('FORBIDDEN');
    expect((await ask('/api/console/session')).body.data.scopes).toEqual(['read']);
    await later(7 * DAY_MS + 1, async () => {
      expect(await statusOf(ask('/api/sessions'))).toBe(401);
    });
  });

  it('keeps fifty browsers of one key, those used last', async () => {
    const { key, key_id } = await newKey();
    const first = await signIn(api, { key });
    for (let count = 0; count < 50; count += 1) {
      await later(count + 1, () => signIn(api, { key }));
    }
    const { rows } = await api.db.pool.query(
      'SELECT count(*)::int FROM console_sessions WHERE key_id = $1',
      [key_id],
    );
    expect(rows[0].count).toBe(50);
    expect(await statusOf(first.ask('/api/sessions'))).toBe(401);
  });
});

describe('signing in with the admin key', () => {
  it('is global, and lasts as long as that key is valid', async () => {
    const { answer, ask } = await signIn(api, { key: ADMIN_KEY });
    expect(answer.body.data).toMatchObject({
      workspace: null,
      key: null,
      scopes: [...ALL, 'global'],
    });
    expect(await statusOf(ask('/api/workspaces'))).toBe(200);
    const old = 'the-admin-key-before-0123456789';
    const during = await startTestApi({ beside: api, previousAdminKeys: [old] });
    try {
      const { cookie } = await signIn(during, { key: old });
      const headers = { cookie };
      const asked = { key: null, headers };
      expect(await statusOf(request(during, '/api/workspaces', asked))).toBe(200);
      // This one no longer has it.
      expect(await statusOf(request(api, '/api/workspaces', asked))).toBe(401);
    } finally {
      await during.stop();
    }
  });

  it('is not possible with the key of the metrics', async () => {
    const metricsKey = 'the-metrics-key-of-the-tests-0123456789';
    const measured = await startTestApi({ beside: api, metricsKey });
    try {
      expect((await signIn(measured, { key: metricsKey })).answer.body.code).toBe('UNAUTHORIZED');
      const who = await request(measured, '/api/console/session', { key: metricsKey });
      expect(who.body.code).toBe('FORBIDDEN');
    } finally {
      await measured.stop();
    }
  });
});

it('wrong keys and links of one address are refused for a while, whatever is sent next', async () => {
  const limited = await startTestApi({
    beside: api,
    rateLimits: { requestsPerMinute: 0, workspaceRequestsPerMinute: 0, failuresPerMinute: 3 },
  });
  try {
    const { key } = await newKey();
    for (let count = 0; count < 3; count += 1) {
      const body = count % 2 === 0 ? { key: 'wrong' } : { token: 'wrong' };
      expect((await signIn(limited, body)).answer.status).toBe(401);
    }
    const over = await signIn(limited, { token: 'wrong' });
    expect([over.answer.status, over.answer.body.code]).toEqual([429, 'RATE_LIMITED']);
    expect(over.answer.headers.get('retry-after')).toMatch(/^\d+$/);
    const lookUps = vi.spyOn(limited.db.reserved.pool, 'query');
    expect((await signIn(limited, { key })).answer.status).toBe(429);
    const cookie = 'wcg_session=guessed';
    const guess = await request(limited, '/api/sessions', { key: null, headers: { cookie } });
    expect(guess.status).toBe(429);
    expect(lookUps).not.toHaveBeenCalled();
  } finally {
    await limited.stop();
  }
});

it('one key signs in sixty times a minute at most', async () => {
  const limited = await startTestApi({
    beside: api,
    rateLimits: { requestsPerMinute: 1_200, workspaceRequestsPerMinute: 0, failuresPerMinute: 0 },
  });
  try {
    const [one, other] = [await newKey(), await newKey()];
    for (let count = 0; count < 60; count += 1) await signIn(limited, { key: one.key });
    expect((await signIn(limited, { key: one.key })).answer.body.code).toBe('RATE_LIMITED');
    expect((await signIn(limited, { key: other.key })).answer.status).toBe(201);
  } finally {
    await limited.stop();
  }
});

describe('asking who is signed in', () => {
  const rateLimits = { requestsPerMinute: 0, workspaceRequestsPerMinute: 0, failuresPerMinute: 3 };

  it('is no failure of an address without a key or a cookie: each load of the page does it', async () => {
    const strict = await startTestApi({ beside: api, rateLimits });
    const whoami = (headers = {}) =>
      request(strict, '/api/console/session', { key: null, headers });
    for (let load = 0; load < 10; load += 1) {
      const { status, body } = await whoami();
      expect([status, body.code]).toEqual([401, 'UNAUTHORIZED']);
    }
    const { key } = await newKey();
    expect((await signIn(strict, { key })).answer.status).toBe(201);
    await strict.stop();
  });

  it('is one with a wrong key or cookie, and so is any other route without one', async () => {
    for (const failing of [
      { path: '/api/console/session', headers: { 'x-api-key': 'wrong' } },
      { path: '/api/console/session', headers: { cookie: 'wcg_session=wrong' } },
      { path: '/api/sessions', headers: {} },
    ]) {
      const strict = await startTestApi({ beside: api, rateLimits });
      const { path, headers } = failing;
      for (let times = 0; times < 4; times += 1)
        await request(strict, path, { key: null, headers });
      const { status, body } = await request(strict, path, { key: null, headers });
      expect([path, status, body.code]).toEqual([path, 429, 'RATE_LIMITED']);
      await strict.stop();
    }
  });
});
