import { randomUUID } from 'node:crypto';
import { API_ROUTES } from '@grabber/contracts/api/routes';
import { buildPath, type RouteContract } from '@grabber/contracts/route';
import { insertApiKey, listApiKeys } from '@grabber/database/api-keys/api-keys';
import { revokeApiKey } from '@grabber/database/api-keys/key-family';
import { openDatabase } from '@grabber/database/connection/open-database';
import { createWorkspace } from '@grabber/database/workspaces/workspaces';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES, type Scope } from '../../src/use-cases/access/access.ts';
import { createKey, hashKey } from '../../src/use-cases/access/create-key.ts';
import { connectedSession, createSession, request } from '../support/request.ts';
import { sampleParams } from '../support/sample-params.ts';
import { sampleRequest } from '../support/sample-request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES).filter(
  (route) => route.access !== 'open',
);
const SESSION_ROUTES = ROUTES.filter((route) => route.path.includes(':id'));
const UNAUTHORIZED = { success: false, message: 'API key tidak ada atau tidak valid' };
const clock = () => new Date();

let api: TestApi;
let sessionId: string;
beforeAll(async () => {
  api = await startTestApi();
  sessionId = await connectedSession(api);
});
afterAll(() => api.stop());

const keyWith = async (...scopes: Scope[]) =>
  (await createKey({ db: api.db, clock }, { name: 'a key', scopes })).key;

async function expiredKey(): Promise<string> {
  const key = `wcg_expired_${randomUUID()}`;
  const [any] = await listApiKeys(api.db, { workspace_id: null });
  const expires_at = new Date(Date.now() - 1_000);
  const fields = { name: 'old', prefix: 'wcg_expired', scopes: [...SCOPES], expires_at };
  const workspace_id = any?.workspace_id ?? '';
  await insertApiKey(api.db, { ...fields, workspace_id, key_hash: hashKey(key), now: clock() });
  return key;
}

async function revokedKey(): Promise<string> {
  const { key, prefix } = await createKey({ db: api.db, clock }, { name: 'gone', scopes: SCOPES });
  const row = (await listApiKeys(api.db, { workspace_id: null })).find((k) => k.prefix === prefix);
  await revokeApiKey(api.db, { id: row!.id, workspace_id: null, now: clock() });
  return key;
}

/** A body that the route would refuse, to see what is looked at first. */
function call(route: RouteContract, key: string | null, id = sessionId) {
  const { method } = route;
  const body = route.body ? { body: { nonsense: true } } : {};
  return request(api, buildPath(route, sampleParams(id)), { method, key, ...body });
}

describe('without a valid key', () => {
  it.each(ROUTES.map((route) => [route.id, route] as const))(
    '%s answers the same 401 whatever is wrong with the key, before it looks at anything else',
    async (_, route) => {
      await keyWith('read');
      const keys = [null, '', 'wrong', `${ADMIN_KEY}x`, await revokedKey(), await expiredKey()];
      const callsBefore = api.engine.calls.length;
      for (const key of keys) {
        for (const id of [sessionId, 'no-session']) {
          const answer = await call(route, key, id);
          expect(answer.status).toBe(401);
          expect(answer.body).toEqual({
            ...UNAUTHORIZED,
            code: 'UNAUTHORIZED',
            request_id: answer.headers.get('x-request-id'),
          });
          expect(answer.headers.get('www-authenticate')).toBe('Bearer');
          expect(answer.headers.get('cache-control')).toBe('no-store');
        }
      }
      expect(api.engine.calls).toHaveLength(callsBefore);
    },
  );
});

describe('a key with other scopes', () => {
  const scoped = ROUTES.filter(({ access }) => access !== 'any');
  it.each(scoped.map((route) => [route.id, route] as const))(
    '%s answers 403 FORBIDDEN, whether the session exists or not',
    async (_, route) => {
      const others = SCOPES.filter((scope) => scope !== route.access);
      const key = await keyWith(...others);
      for (const id of [sessionId, 'no-session']) {
        const answer = await call(route, key, id);
        expect(answer.status).toBe(403);
        expect(answer.body).toMatchObject({
          success: false,
          code: 'FORBIDDEN',
          message: 'API key ini tidak memiliki izin untuk tindakan ini',
        });
      }
    },
  );
});

describe('a key of another workspace', () => {
  it.each(SESSION_ROUTES.map((route) => [route.id, route] as const))(
    '%s answers the 404 of a session that does not exist',
    async (_, route) => {
      await createWorkspace(api.db, { name: 'elsewhere', now: clock() });
      const input = { name: 'stranger', scopes: SCOPES, workspace: 'elsewhere' };
      const { key } = await createKey({ db: api.db, clock }, input);
      const callsBefore = api.engine.calls.length;
      for (const id of [sessionId, '7b0e7f8e-9a0c-4b7e-8f57-2f5b8a1f0c11', 'no-uuid', '%00', "'"]) {
        const { path, ...sample } = sampleRequest(route, id);
        const answer = await request(api, path, { ...sample, key });
        expect(answer.status).toBe(404);
        expect(answer.body).toEqual({
          success: false,
          error: 'Session tidak ditemukan',
          code: 'SESSION_NOT_FOUND',
          request_id: answer.headers.get('x-request-id'),
        });
      }
      expect(api.engine.calls).toHaveLength(callsBefore);
    },
  );

  it('lists no session of ours, and makes sessions that we do not see', async () => {
    await createWorkspace(api.db, { name: 'third', now: clock() });
    const scopes = ['read', 'manage'] as const;
    const input = { name: 'stranger', scopes, workspace: 'third' };
    const { key } = await createKey({ db: api.db, clock }, input);
    expect((await request(api, '/api/sessions', { key })).body.data.sessions).toEqual([]);
    const options = { method: 'POST', key, body: { name: 'theirs' } };
    const { body } = await request(api, '/api/sessions', options);
    const ours = await keyWith('read');
    const path = `/api/sessions/${body.data.session_id}`;
    expect((await request(api, path, { key: ours })).status).toBe(404);
    expect((await request(api, path, { key })).status).toBe(200);
    expect((await request(api, path)).status).toBe(200);
  });
});

describe('a valid key', () => {
  it('is taken from X-API-Key and from Authorization: Bearer', async () => {
    const key = await keyWith('read');
    const path = `/api/sessions/${sessionId}/status`;
    expect((await request(api, path, { key })).status).toBe(200);
    for (const authorization of [`Bearer ${key}`, `bearer ${ADMIN_KEY}`]) {
      const answer = await request(api, path, { key: null, headers: { authorization } });
      expect(answer.status).toBe(200);
    }
    const basic = { authorization: `Basic ${key}` };
    expect((await request(api, path, { key: null, headers: basic })).status).toBe(401);
  });

  it('opens what its scope is for', async () => {
    const key = await keyWith('grab');
    expect((await request(api, `/api/sessions/${sessionId}/grab-all`, { key })).status).toBe(200);
  });

  it('keeps note of when it was last used', async () => {
    const { key, prefix } = await createKey(
      { db: api.db, clock },
      { name: 'used', scopes: ['read'] },
    );
    const lastUsed = async () =>
      (await listApiKeys(api.db, { workspace_id: null })).find((row) => row.prefix === prefix)
        ?.last_used_at;
    expect(await lastUsed()).toBeNull();
    await request(api, '/api/sessions', { key });
    await api.context.keyUses.flush();
    expect(await lastUsed()).toBeInstanceOf(Date);
  });

  it('reads from a database that refuses writes', async () => {
    const key = await keyWith('read');
    const url = new URL(api.databaseUrl);
    url.searchParams.set('options', '-c default_transaction_read_only=on');
    const readOnly = await startTestApi({ beside: api, db: openDatabase(url.href) });
    try {
      const path = `/api/sessions/${sessionId}/contacts`;
      for (let round = 0; round < 3; round += 1) {
        expect((await request(readOnly, path, { key })).status).toBe(200);
        await readOnly.context.keyUses.flush();
      }
      expect(readOnly.logText()).toContain('Storing the last use of keys failed');
    } finally {
      await readOnly.stop();
    }
  });

  it('is stored as its hash only', async () => {
    const key = await keyWith('read');
    expect(key).toMatch(/^wcg_[0-9a-f]{8}_[\w-]{43}$/);
    const { rows } = await api.db.pool.query(
      'SELECT to_jsonb(api_keys)::text AS row FROM api_keys',
    );
    expect(rows.map(({ row }) => row).join()).not.toContain(key.slice(13));
  });
});

it('a route that does not exist is 404 ROUTE_NOT_FOUND, with and without a key', async () => {
  for (const key of [null, ADMIN_KEY]) {
    const answer = await request(api, '/api/nothing', { key });
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ success: false, code: 'ROUTE_NOT_FOUND' });
  }
});

it('HEAD does not start a grab', async () => {
  const id = await createSession(api);
  const answer = await request(api, `/api/sessions/${id}/grab-all`, { method: 'HEAD' });
  expect(answer.status).toBe(200);
});
