import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey, type NewKey } from '../../src/use-cases/access/create-key.ts';
import { applyRetention } from '../../src/use-cases/contacts/apply-retention.ts';
import { linkToken, movableClock, signIn } from '../support/browser.ts';
import { connectedSession, request } from '../support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const ALL = ['read', 'grab', 'manage', 'admin'] as const;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const { clock, later } = movableClock();

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ clock, eventCheckMs: 100, trustedProxies: ['127.0.0.1/32'] });
});
afterAll(() => api.stop());

const newKey = (fields: Partial<NewKey> = {}) =>
  createKey({ db: api.db, clock }, { name: 'a key', scopes: ALL, ...fields });
const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status;

describe('a sign-in link', () => {
  it('signs one browser in as an admin of the workspace default, once', async () => {
    const { body, status } = await request(api, '/api/console/links', { method: 'POST' });
    expect(status).toBe(201);
    expect(body.data.url).toMatch(new RegExp(`^${api.url}/#sign-in=[\\w-]{43}$`));
    const token = new URL(body.data.url).hash.replace('#sign-in=', '');
    const { answer, ask } = await signIn(api, { token });
    expect(answer.body.data).toMatchObject({
      workspace: { name: 'default' },
      key: null,
      scopes: ALL,
      session_ids: null,
    });
    expect((await ask('/api/workspaces')).body.code).toBe('FORBIDDEN');
    const again = await signIn(api, { token });
    expect([again.answer.status, again.answer.body.code]).toEqual([401, 'SIGN_IN_LINK_INVALID']);
    expect(await statusOf(ask('/api/sessions'))).toBe(200);
  });

  it('works once, however many browsers use it at the same time', async () => {
    const token = await linkToken(api);
    const tries = await Promise.all(Array.from({ length: 8 }, () => signIn(api, { token })));
    expect(tries.filter(({ answer }) => answer.status === 201)).toHaveLength(1);
  });

  it('works for less than ten minutes', async () => {
    const [early, late] = [await linkToken(api), await linkToken(api)];
    await later(10 * MINUTE_MS - 5_000, async () => {
      expect((await signIn(api, { token: early })).answer.status).toBe(201);
    });
    await later(10 * MINUTE_MS + 1, async () => {
      expect((await signIn(api, { token: late })).answer.body.code).toBe('SIGN_IN_LINK_INVALID');
    });
  });

  it('is made with the admin key only', async () => {
    const { key } = await newKey();
    const made = await request(api, '/api/console/links', { method: 'POST', key });
    expect(made.body.code).toBe('FORBIDDEN');
  });

  it('manages keys: a new one is below no other and outlives the session, an old one is replaced', async () => {
    const old = await newKey();
    const { ask } = await signIn(api, { token: await linkToken(api) });
    const body = { name: 'from the console', scopes: ['read'] };
    const made = await ask('/api/keys', { method: 'POST', body });
    expect(made.body.data).toMatchObject({
      parent_key_id: null,
      created_by: 'console',
      expires_at: null,
    });
    const rotated = await ask(`/api/keys/${old.key_id}/rotate`, { method: 'POST', body: {} });
    expect(rotated.status).toBe(201);
    await api.context.audit.flush();
    const audit = await ask('/api/audit?key_id=console&route=/api/keys');
    expect(audit.body.data.entries[0]).toMatchObject({ key_id: 'console', route: '/api/keys' });
  });
});

describe('signing out', () => {
  it('ends the session of this browser, and empties it', async () => {
    const { key } = await newKey();
    const [one, other] = [await signIn(api, { key }), await signIn(api, { key })];
    const answer = await one.ask('/api/console/session', { method: 'DELETE' });
    expect([answer.status, answer.body.data]).toEqual([200, { signed_out: 1 }]);
    expect(answer.headers.get('set-cookie')).toMatch(/^wcg_session=; Path=\/; Max-Age=0;/);
    expect(answer.headers.get('clear-site-data')).toBe('"cache"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await statusOf(one.ask('/api/sessions'))).toBe(401);
    expect(await statusOf(other.ask('/api/sessions'))).toBe(200);
  });

  it('or in again ends the stream of events of the session before', async () => {
    const { key } = await newKey();
    const { cookie, ask } = await signIn(api, { key });
    const streams = [await fetch(`${api.url}/api/events`, { headers: { cookie } })];
    const again = await signIn(api, { key }, { cookie });
    expect(await statusOf(ask('/api/sessions'))).toBe(401);
    const next = { headers: { cookie: again.cookie } };
    streams.push(await fetch(`${api.url}/api/events`, next));
    await again.ask('/api/console/session', { method: 'DELETE' });
    for (const stream of streams) expect(await stream.text()).toContain('event: snapshot');
  });

  it('everywhere ends all sessions of the key, and no other', async () => {
    const [mine, theirs] = [await newKey(), await newKey()];
    const { key } = mine;
    const browsers = [await signIn(api, { key }), await signIn(api, { key })] as const;
    const stranger = await signIn(api, { key: theirs.key });
    const link = await signIn(api, { token: await linkToken(api) });
    const answer = await browsers[0].ask('/api/console/sessions', { method: 'DELETE' });
    expect(answer.body.data).toEqual({ signed_out: 2 });
    for (const { ask } of browsers) expect(await statusOf(ask('/api/sessions'))).toBe(401);
    expect(await statusOf(stranger.ask('/api/sessions'))).toBe(200);
    expect(await statusOf(link.ask('/api/sessions'))).toBe(200);
    const ofLinks = await link.ask('/api/console/sessions', { method: 'DELETE' });
    expect(ofLinks.body.data.signed_out).toBeGreaterThan(0);
    expect(await statusOf(link.ask('/api/sessions'))).toBe(401);
    expect(await statusOf(stranger.ask('/api/sessions'))).toBe(200);
    await signIn(api, { key: ADMIN_KEY });
    const ofAdmin = await request(api, '/api/console/sessions', { method: 'DELETE' });
    expect(ofAdmin.body.data.signed_out).toBeGreaterThan(0);
  });
});

describe('a session', () => {
  it('is stored as the hash of its cookie, with when it was last used', async () => {
    const { key } = await newKey();
    const { cookie, ask } = await signIn(api, { key });
    await ask('/api/sessions');
    const { rows } = await api.db.pool.query(
      'SELECT to_jsonb(s)::text AS row FROM console_sessions s',
    );
    expect(rows.map(({ row }) => row).join()).not.toContain(cookie.split('=')[1]);
    expect(api.logText()).not.toContain(cookie.split('=')[1]);
    await api.db.pool.query(
      `UPDATE console_sessions SET last_used_at = last_used_at - interval '1 hour'`,
    );
    await api.context.keyUses.flush();
    const { rows: used } = await api.db.pool.query(
      `SELECT count(*)::int FROM console_sessions WHERE last_used_at > now() - interval '10 minutes'`,
    );
    expect(used[0].count).toBeGreaterThan(0);
  });

  it('repeats a request with an Idempotency-Key as its key does, and is in the audit as its key', async () => {
    const key = await newKey();
    const { ask } = await signIn(api, { key: key.key });
    const headers = { 'idempotency-key': 'once' };
    const post = { method: 'POST', body: { name: 'once', start: false }, headers };
    const first = await ask('/api/sessions', post);
    const second = await ask('/api/sessions', post);
    expect(second.body.data.session_id).toBe(first.body.data.session_id);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    await api.context.audit.flush();
    const { body } = await request(api, `/api/audit?key_id=${key.key_id}`);
    expect(body.data.entries.map(({ route }: { route: string }) => route)).toEqual(
      expect.arrayContaining(['/api/sessions', '/api/console/session']),
    );
  });

  it('grabs', async () => {
    const id = await connectedSession(api);
    const { ask } = await signIn(api, { key: (await newKey()).key });
    const answer = await ask(`/api/sessions/${id}/grab-all`, { method: 'POST' });
    expect(answer.status).toBe(200);
  });

  it('is deleted by the retention once it has expired, with the links', async () => {
    await signIn(api, { key: (await newKey()).key });
    await linkToken(api);
    const now = async () => new Date(clock().getTime() + 8 * DAY_MS);
    const kept = { contactDays: null, grabDays: null };
    await applyRetention({ ...api.context, now }, kept, new AbortController().signal);
    const { rows } = await api.db.pool.query(
      'SELECT (SELECT count(*)::int FROM console_sessions) AS sessions, (SELECT count(*)::int FROM sign_in_links) AS links',
    );
    expect(rows[0]).toEqual({ sessions: 0, links: 0 });
  });
});
