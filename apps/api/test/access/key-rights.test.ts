import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  // Every connection of a test comes from there.
  api = await startTestApi({ trustedProxies: ['127.0.0.1/32', '::1/128'] });
});
afterAll(() => api.stop());

type Sent = { readonly by?: string; readonly from?: string };

const headersOf = ({ from }: Sent) => ({ ...(from && { 'x-forwarded-for': from }) });

const post = (path: string, body: unknown, sent: Sent = {}) =>
  request(api, path, {
    method: 'POST',
    body,
    headers: headersOf(sent),
    ...(sent.by && { key: sent.by }),
  });

const create = (fields: object, sent?: Sent) =>
  post('/api/keys', { name: 'a key', scopes: ['read'], ...fields }, sent);

const newKey = async (fields: object = {}, sent?: Sent) => (await create(fields, sent)).body.data;

const statusWith = async (key: string, from?: string) => {
  const answer = await request(api, '/api/sessions', {
    key,
    headers: headersOf({ ...(from && { from }) }),
  });
  return answer.status;
};

const revoke = (id: string) => request(api, `/api/keys/${id}`, { method: 'DELETE' });
const rotate = (id: string, sent?: Sent, body: object = {}) =>
  post(`/api/keys/${id}/rotate`, body, sent);

const pathsOf = (body: { details: { path: string }[] }) => body.details.map(({ path }) => path);

describe('a key that creates a key', () => {
  it('gives none of the scopes that it lacks', async () => {
    const { key: admin } = await newKey({ scopes: ['admin'] });
    const full = await create({ scopes: ['read', 'grab', 'manage', 'admin'] }, { by: admin });
    expect([full.status, full.body.code]).toEqual([403, 'FORBIDDEN']);
    const same = await create({ scopes: ['admin'] }, { by: admin });
    expect(same.status).toBe(201);
  });

  it('gives its own expiry at most, and by default', async () => {
    const expires_at = '2999-01-01T00:00:00.000Z';
    const { key: admin } = await newKey({ scopes: ['admin', 'read'], expires_at });
    const later = await create({ expires_at: '2999-01-01T00:00:00.001Z' }, { by: admin });
    expect([later.status, pathsOf(later.body)]).toEqual([400, ['body.expires_at']]);
    expect(await newKey({}, { by: admin })).toMatchObject({ expires_at });
    const sooner = '2998-01-01T00:00:00.000Z';
    expect(await newKey({ expires_at: sooner }, { by: admin })).toMatchObject({
      expires_at: sooner,
    });
  });

  it('takes every key below it along when it is revoked, and no other', async () => {
    const scopes = ['admin', 'read'];
    const root = await newKey({ scopes });
    const child = await newKey({ scopes }, { by: root.key });
    const grandchild = await newKey({}, { by: child.key });
    const stranger = await newKey();
    await revoke(root.key_id);
    const keys = [root, child, grandchild, stranger].map(({ key }) => statusWith(key));
    expect(await Promise.all(keys)).toEqual([401, 401, 401, 200]);
  });

  it('leaves no valid key behind that is created while it is revoked', async () => {
    const root = await newKey({ scopes: ['admin', 'read'] });
    const creating = Array.from({ length: 10 }, () => create({}, { by: root.key }));
    await revoke(root.key_id);
    const answers = await Promise.all(creating);
    const created = answers.filter(({ status }) => status === 201);
    const statuses = created.map(({ body }) => statusWith(body.data.key));
    expect(new Set(await Promise.all(statuses)).has(200)).toBe(false);
    expect(answers.every(({ status }) => status === 201 || status === 401)).toBe(true);
  });
});

describe('a key with allowed addresses', () => {
  const HOME = '203.0.113.7';
  const AWAY = '198.51.100.1';

  it('works from these alone, and a caller cannot make up its address', async () => {
    const { key, allowed_addresses } = await newKey({
      allowed_addresses: [HOME, '2001:DB8::1/32', HOME],
    });
    expect(allowed_addresses).toEqual([`${HOME}/32`, '2001:db8::/32']);
    expect(await statusWith(key, HOME)).toBe(200);
    expect(await statusWith(key, '2001:db8:1::9')).toBe(200);
    expect(await statusWith(key, AWAY)).toBe(403);
    expect(await statusWith(key)).toBe(403);
    // The proxy appends the address that it sees. What stands before it is the caller's word.
    expect(await statusWith(key, `${HOME}, ${AWAY}`)).toBe(403);
    const { body } = await request(api, '/api/sessions', { key });
    expect([body.code, body.message]).toEqual([
      'ADDRESS_NOT_ALLOWED',
      'API key ini tidak boleh dipakai dari alamat IP ini',
    ]);
  });

  it('gives addresses within its own, and its own by default', async () => {
    const allowed_addresses = ['203.0.113.0/24'];
    const { key: by } = await newKey({ scopes: ['admin', 'read'], allowed_addresses });
    const sent = { by, from: HOME };
    expect(await newKey({}, sent)).toMatchObject({ allowed_addresses });
    const within = { allowed_addresses: ['203.0.113.128/25'] };
    expect(await newKey(within, sent)).toMatchObject(within);
    const beyond = await create({ allowed_addresses: [HOME, '203.0.112.0/23'] }, sent);
    expect([beyond.status, pathsOf(beyond.body)]).toEqual([400, ['body.allowed_addresses.1']]);
  });

  it.each([['10.0.0.0/33'], ['10.0.0.0/8/8'], ['example.com'], ['x/']])(
    'does not take %s for an address',
    async (address) => {
      const answer = await create({ allowed_addresses: ['10.0.0.1', address] });
      expect([answer.status, pathsOf(answer.body)]).toEqual([400, ['body.allowed_addresses.1']]);
    },
  );

  it('does not believe a proxy that is not trusted', async () => {
    const direct = await startTestApi({ beside: api });
    const { key } = await newKey({ allowed_addresses: [HOME] });
    const headers = { 'x-forwarded-for': HOME };
    expect((await request(direct, '/api/sessions', { key, headers })).status).toBe(403);
    await direct.stop();
  });
});

describe('replacing a key', () => {
  it('answers a new one with the same rights, and both work until the overlap ends', async () => {
    const rights = {
      scopes: ['read', 'grab'],
      expires_at: '2999-01-01T00:00:00.000Z',
      allowed_addresses: ['127.0.0.1/32'],
    };
    const old = await newKey(rights);
    const before = Date.now();
    const { status, body } = await rotate(old.key_id, {}, { overlap_seconds: 3_600 });
    expect([status, body.data]).toMatchObject([201, { name: 'a key', ...rights }]);
    expect(body.data.key_id).not.toBe(old.key_id);
    expect(body.data.replaced_key).toMatchObject({ key_id: old.key_id, revoked_at: null });
    const ends = Date.parse(body.data.replaced_key.expires_at) - 3_600_000;
    expect(ends).toBeGreaterThanOrEqual(before);
    expect(ends).toBeLessThanOrEqual(Date.now());
    expect(await statusWith(old.key)).toBe(200);
    expect(await statusWith(body.data.key)).toBe(200);
    await revoke(old.key_id);
    expect(await statusWith(body.data.key)).toBe(200);
  });

  it('without an overlap ends the old one at once, and never lets it live longer', async () => {
    const old = await newKey({ expires_at: '2999-01-01T00:00:00.000Z' });
    await rotate(old.key_id, {}, { overlap_seconds: 0 });
    expect(await statusWith(old.key)).toBe(401);
    const soon = new Date(Date.now() + 600_000).toISOString();
    const short = await newKey({ expires_at: soon });
    const { body } = await rotate(short.key_id);
    expect(body.data.replaced_key.expires_at).toBe(soon);
    expect(body.data.expires_at).toBe(soon);
  });

  it('moves the keys below it: they are revoked with the new one', async () => {
    const root = await newKey({ scopes: ['admin', 'read'] });
    const child = await newKey({}, { by: root.key });
    const { body } = await rotate(root.key_id);
    await revoke(root.key_id);
    expect(await statusWith(child.key)).toBe(200);
    await revoke(body.data.key_id);
    expect(await statusWith(child.key)).toBe(401);
  });

  it('by itself does not free it of its revocation', async () => {
    const stolen = await newKey({ scopes: ['admin', 'read'] });
    const { body } = await rotate(stolen.key_id, { by: stolen.key });
    expect(body.data).toMatchObject({ parent_key_id: stolen.key_id, created_by: stolen.key_id });
    await revoke(stolen.key_id);
    expect(await statusWith(body.data.key)).toBe(401);
  });

  it('is for keys below the own one: another could do more than the caller', async () => {
    const { key: by, ...root } = await newKey({ scopes: ['admin', 'read'] });
    const child = await newKey({}, { by });
    expect((await rotate(child.key_id, { by })).body.data).toMatchObject({
      parent_key_id: root.key_id,
      created_by: root.key_id,
    });
    const full = await newKey({ scopes: ['read', 'grab', 'manage', 'admin'] });
    const sibling = await newKey();
    for (const { key_id } of [full, sibling]) {
      const { status, body } = await rotate(key_id, { by });
      expect([status, body.code]).toEqual([403, 'FORBIDDEN']);
    }
    expect(await statusWith(full.key)).toBe(200);
  });

  it('answers 404 for a key that is unknown, revoked or already replaced at once', async () => {
    const revoked = await newKey();
    await revoke(revoked.key_id);
    const replaced = await newKey();
    await rotate(replaced.key_id, {}, { overlap_seconds: 0 });
    for (const id of ['no-key', revoked.key_id, replaced.key_id]) {
      const { status, body } = await rotate(id);
      expect([status, body.code]).toEqual([404, 'KEY_NOT_FOUND']);
    }
  });
});
