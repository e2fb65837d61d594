import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  for (const name of ['north', 'south']) await post('/api/workspaces', { name });
});
afterAll(() => api.stop());

const post = (path: string, body: unknown, key?: string) =>
  request(api, path, { method: 'POST', body, ...(key && { key }) });

const newKey = async (fields: object = {}, by?: string) =>
  (await post('/api/keys', { name: 'a key', scopes: ['read'], ...fields }, by)).body.data;

const revoke = (id: string, key?: string) =>
  request(api, `/api/keys/${id}`, { method: 'DELETE', ...(key && { key }) });

const statusWith = async (key: string) => (await request(api, '/api/sessions', { key })).status;

describe('creating a key', () => {
  it('answers the key with all that is known of it, and it works at once', async () => {
    const expires_at = '2999-01-01T00:00:00.000Z';
    const body = { name: 'the app', scopes: ['read', 'grab'], expires_at, workspace: 'north' };
    const answer = await post('/api/keys', body);
    expect(answer.status).toBe(201);
    const { data } = answer.body;
    expect(data).toEqual({
      key_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ...body,
      prefix: data.key.slice(0, 12),
      allowed_addresses: null,
      session_ids: null,
      parent_key_id: null,
      created_by: 'admin',
      created_at: expect.any(String),
      last_used_at: null,
      revoked_at: null,
      key: expect.stringMatching(/^wcg_[0-9a-f]{8}_[\w-]{43}$/),
    });
    expect(await statusWith(data.key)).toBe(200);
  });

  it('stores nothing from which the key could be read', async () => {
    const { key } = await newKey();
    const { rows } = await api.db.pool.query('SELECT api_keys::text AS row FROM api_keys');
    // It may have underscores of its own.
    const secret = key.split('_').slice(2).join('_');
    expect(secret.length).toBeGreaterThan(40);
    expect(rows.some(({ row }) => row.includes(secret))).toBe(false);
    const hex = Buffer.from(key).toString('hex');
    expect(rows.some(({ row }) => row.includes(hex))).toBe(false);
  });

  it.each([
    ['an expiry in the past', { expires_at: '2020-01-01T00:00:00Z' }, 'body.expires_at'],
    ['a leap second as expiry', { expires_at: '2998-12-31T23:59:60Z' }, 'body.expires_at'],
    ['no scope', { scopes: [] }, 'body.scopes'],
    ['a scope twice', { scopes: ['read', 'read'] }, 'body.scopes'],
    ['an unknown scope', { scopes: ['root'] }, 'body.scopes.0'],
    ['the scope of the admin key', { scopes: ['global'] }, 'body.scopes.0'],
    ['an empty name', { name: ' ' }, 'body.name'],
    ['a name that cannot be seen', { name: '\u200b\u200d' }, 'body.name'],
    ['a name without a printable character', { name: '\u0000\u0001' }, 'body.name'],
    ['an unknown field', { role: 'admin' }, 'body.role'],
  ])('refuses %s and names the field', async (_, fields, path) => {
    const answer = await post('/api/keys', { name: 'a key', scopes: ['read'], ...fields });
    expect(answer.status).toBe(400);
    expect(answer.body.details.map((detail: { path: string }) => detail.path)).toEqual([path]);
  });
});

describe('an admin key of a workspace', () => {
  it('makes keys of its own workspace, with scopes of its own', async () => {
    const all = { scopes: ['admin', 'manage', 'read'], workspace: 'north' };
    const { key: admin, key_id } = await newKey(all);
    expect(await newKey({ scopes: ['manage', 'admin'] }, admin)).toMatchObject({
      workspace: 'north',
      scopes: ['manage', 'admin'],
      created_by: key_id,
      parent_key_id: key_id,
    });
    expect(await newKey({ workspace: 'north' }, admin)).toMatchObject({ workspace: 'north' });
  });

  it('cannot tell another workspace from one that does not exist', async () => {
    const { key: admin } = await newKey({ scopes: ['admin', 'manage'], workspace: 'north' });
    const answers = [];
    for (const workspace of ['south', 'default', 'nowhere']) {
      answers.push(await post('/api/keys', { name: 'x', scopes: ['read'], workspace }, admin));
      answers.push(await post('/api/sessions', { name: 'x', workspace }, admin));
    }
    for (const { status, body } of answers) {
      expect([status, body.code, body.message]).toEqual([
        404,
        'WORKSPACE_NOT_FOUND',
        'Workspace tidak ditemukan',
      ]);
    }
  });

  it('lists and revokes the keys of its own workspace alone', async () => {
    const { key: admin, key_id } = await newKey({ scopes: ['admin'], workspace: 'south' });
    const foreign = await newKey({ workspace: 'north' });
    const { body } = await request(api, '/api/keys', { key: admin });
    expect(body.data.keys.map((key: { key_id: string }) => key.key_id)).toEqual([key_id]);
    const refused = await revoke(foreign.key_id, admin);
    expect([refused.status, refused.body.code]).toEqual([404, 'KEY_NOT_FOUND']);
    expect(await statusWith(foreign.key)).toBe(200);
  });

  it('neither makes nor lists workspaces', async () => {
    const { key } = await newKey({ scopes: ['read', 'grab', 'manage', 'admin'] });
    expect((await post('/api/workspaces', { name: 'east' }, key)).status).toBe(403);
    expect((await request(api, '/api/workspaces', { key })).status).toBe(403);
  });
});

describe('the list of keys', () => {
  it('shows no key, and when each was last used', async () => {
    const { key, key_id } = await newKey();
    await statusWith(key);
    await api.context.keyUses.flush();
    const { text, body } = await request(api, '/api/keys');
    const listed = body.data.keys.find((one: { key_id: string }) => one.key_id === key_id);
    expect(text).not.toContain(key.slice('wcg_00000000_'.length));
    expect(listed).not.toHaveProperty('key');
    expect(Date.parse(listed.last_used_at)).toBeGreaterThanOrEqual(Date.parse(listed.created_at));
  });
});

describe('revoking a key', () => {
  it('ends it at once, and again changes nothing', async () => {
    const { key, key_id } = await newKey();
    const first = await revoke(key_id);
    expect([first.status, first.body.data.key_id]).toEqual([200, key_id]);
    expect(await statusWith(key)).toBe(401);
    const second = await revoke(key_id);
    expect(second.body.data).toEqual(first.body.data);
  });

  it.each(['no-key', '%00', '7b0e7f8e-9a0c-4b7e-8f57-2f5b8a1f0c11'])(
    'answers 404 for %s',
    async (id) => {
      const { status, body } = await revoke(id);
      expect([status, body.code, body.message]).toEqual([
        404,
        'KEY_NOT_FOUND',
        'API key tidak ditemukan',
      ]);
    },
  );
});

describe('workspaces', () => {
  it('are made once per name, and listed by name', async () => {
    const made = await post('/api/workspaces', { name: 'west' });
    expect([made.status, made.body.data.name]).toEqual([201, 'west']);
    const again = await post('/api/workspaces', { name: 'west' });
    expect([again.status, again.body.code]).toEqual([409, 'WORKSPACE_EXISTS']);
    const { body } = await request(api, '/api/workspaces');
    const names = body.data.workspaces.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['default', 'north', 'south', 'west']);
  });

  it('get the sessions that the admin key makes in them', async () => {
    const { key } = await newKey({ scopes: ['read'], workspace: 'south' });
    const { body } = await post('/api/sessions', { name: 'theirs', workspace: 'south' });
    const seen = (await request(api, '/api/sessions', { key })).body.data.sessions;
    expect(seen.map((one: { session_id: string }) => one.session_id)).toEqual([
      body.data.session_id,
    ]);
  });

  it.each(['', ' ', '-x', 'a b', 'a\u0000', 'x'.repeat(64)])(
    'refuse the name "%s"',
    async (name) => {
      expect((await post('/api/workspaces', { name })).status).toBe(400);
    },
  );
});
