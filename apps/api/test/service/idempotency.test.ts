import { randomUUID } from 'node:crypto';
import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { RouteContract } from '@grabber/contracts/route';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { applyRetention } from '../../src/use-cases/contacts/apply-retention.ts';
import { connectedSession, request } from '../support/request.ts';
import { sampleRequest } from '../support/sample-request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const POSTS = Object.values(API_ROUTES as Readonly<Record<string, RouteContract>>).filter(
  ({ method }) => method === 'POST',
);
const HOUR = 3_600_000;
let api: TestApi;
let now = new Date();
beforeAll(async () => {
  api = await startTestApi({ clock: () => now });
});
afterEach(() => {
  now = new Date();
  api.engine.clearFaults();
});
afterAll(() => api.stop());

const post = (path: string, key: string, body?: unknown, more: object = {}) =>
  request(api, path, { method: 'POST', body, headers: { 'idempotency-key': key }, ...more });
const sessionsNamed = async (name: string) =>
  (await request(api, '/api/sessions')).body.data.sessions.filter(
    (one: { session_name: string }) => one.session_name === name,
  );
const rows = async () => (await api.db.pool.query('SELECT * FROM idempotency_keys')).rows;

describe('the same POST with the same Idempotency-Key', () => {
  it('creates one session, and answers it again', async () => {
    const key = randomUUID();
    const body = { name: 'once' };
    const first = await post('/api/sessions', key, body);
    const again = await post('/api/sessions', key, body);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(first.headers.get('idempotency-replayed')).toBe(null);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await sessionsNamed('once')).toHaveLength(1);
  });

  it('grabs once, and reads the rows again without the engine', async () => {
    const id = await connectedSession(api, {
      groups: [engineGroup()],
      contacts: [engineContact()],
    });
    const path = `/api/sessions/${id}/grab-all`;
    const first = await post(path, 'grab-1');
    const calls = api.engine.calls.length;
    const again = await post(path, 'grab-1');
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(api.engine.calls).toHaveLength(calls);
    const other = await post(path, 'grab-2');
    expect(other.body.data.grab_id).not.toBe(first.body.data.grab_id);
  });

  it('queues one grab, and answers its record and its Location again', async () => {
    const id = await connectedSession(api);
    for (const [path, body, headers] of [
      [`/api/sessions/${id}/grabs`, { kind: 'all' }, {}],
      [`/api/sessions/${id}/grab-groups`, undefined, { prefer: 'respond-async' }],
    ] as const) {
      const more = { headers: { 'idempotency-key': randomUUID(), ...headers } };
      const first = await post(path, '', body, more);
      const again = await post(path, '', body, more);
      expect([first.status, again.status]).toEqual([202, 202]);
      expect(again.body.data.grab_id).toBe(first.body.data.grab_id);
      expect(again.headers.get('location')).toBe(first.headers.get('location'));
    }
    const { grabs } = (await request(api, `/api/sessions/${id}/grabs`)).body.data;
    expect(grabs).toHaveLength(2);
  });

  it('creates one key. Its secret is not stored, so that only its id is told again', async () => {
    const body = { name: 'once', scopes: ['read'] };
    const first = await post('/api/keys', 'key-1', body);
    const again = await post('/api/keys', 'key-1', body);
    expect([again.status, again.body.code]).toEqual([409, 'ALREADY_DONE']);
    expect(again.body.resources).toEqual({ key_id: first.body.data.key_id });
    const { key, key_id } = first.body.data;
    const stored = JSON.stringify(await rows());
    expect(stored).toContain(key_id);
    expect(stored).not.toContain(key);
    expect(stored).not.toContain('key-1');
  });

  it('of a session that is gone is told so, and nothing is created', async () => {
    const first = await post('/api/sessions', 'gone-1', { name: 'gone' });
    const id = first.body.data.session_id;
    await request(api, `/api/sessions/${id}`, { method: 'DELETE' });
    const again = await post('/api/sessions', 'gone-1', { name: 'gone' });
    expect([again.status, again.body.code]).toEqual([409, 'ALREADY_DONE']);
    expect(again.body.resources).toEqual({ session_id: id });
    expect(await sessionsNamed('gone')).toEqual([]);
  });

  it('of many at once is done once; the others are told to wait', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => post('/api/sessions', 'many-1', { name: 'many' })),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].filter((status) => ![201, 409].includes(status))).toEqual([]);
    for (const { status, body, headers } of answers) {
      if (status !== 409) continue;
      expect(body.code).toBe('IDEMPOTENCY_KEY_IN_USE');
      expect(headers.get('retry-after')).toBe('5');
    }
    expect(await sessionsNamed('many')).toHaveLength(1);
  });
});

describe('an Idempotency-Key', () => {
  it('of another request is refused with 422: another body, route or query', async () => {
    const id = await connectedSession(api);
    await post('/api/sessions', 'conflict-1', { name: 'a' });
    for (const [path, body] of [
      ['/api/sessions', { name: 'b' }],
      ['/api/workspaces', { name: 'a' }],
      [`/api/sessions/${id}/grab-all`, undefined],
    ] as const) {
      const { status, body: answer } = await post(path, 'conflict-1', body);
      expect([status, answer.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    }
  });

  it('of a request that was refused or failed can be sent again', async () => {
    const id = await connectedSession(api);
    const path = `/api/sessions/${id}/grab-all`;
    api.engine.setSession(id, { status: 'disconnected' });
    expect((await post(path, 'failed-1')).status).toBe(409);
    api.engine.setSession(id, { status: 'connected' });
    const { status, headers } = await post(path, 'failed-1');
    expect([status, headers.get('idempotency-replayed')]).toEqual([200, null]);
  });

  it('is of one API key: another one does not see what was done with it', async () => {
    const scopes = ['manage'] as const;
    const { key } = await createKey({ db: api.db, clock: () => now }, { name: 'x', scopes });
    await post('/api/sessions', 'shared-1', { name: 'shared' });
    const { status, headers } = await post(
      '/api/sessions',
      'shared-1',
      { name: 'shared' },
      { key },
    );
    expect([status, headers.get('idempotency-replayed')]).toEqual([201, null]);
    expect(await sessionsNamed('shared')).toHaveLength(2);
  });

  it('is forgotten after 24 hours, and the retention deletes it', async () => {
    await post('/api/sessions', 'old-1', { name: 'old' });
    now = new Date(Date.now() + 23 * HOUR);
    await post('/api/sessions', 'old-1', { name: 'old' });
    expect(await sessionsNamed('old')).toHaveLength(1);
    now = new Date(Date.now() + 25 * HOUR);
    await post('/api/sessions', 'old-1', { name: 'old' });
    expect(await sessionsNamed('old')).toHaveLength(2);
    const later = new Date(now.getTime() + 25 * HOUR);
    const retention = { contactDays: null, grabDays: null };
    const context = { ...api.context, now: async () => later };
    await applyRetention(context, retention, new AbortController().signal);
    expect(await rows()).toEqual([]);
  });

  it.each(['', 'x'.repeat(256), 'with space'])('of %j is refused', async (key) => {
    const { status, body } = await post('/api/sessions', key, { name: 'a' });
    expect([status, body.details[0].path]).toEqual([400, 'headers.idempotency-key']);
  });

  it('of a request whose process has died can be used again', async () => {
    const gone = new Date(Date.now() - HOUR);
    await post('/api/sessions', 'died-1', { name: 'died' });
    await api.db.pool.query('UPDATE idempotency_keys SET status = NULL, claimed_until = $1', [
      gone,
    ]);
    const { status, headers } = await post('/api/sessions', 'died-1', { name: 'died' });
    expect([status, headers.get('idempotency-replayed')]).toEqual([201, null]);
  });
});

it('each POST route takes an Idempotency-Key, and repeats itself or says that it was done', async () => {
  for (const route of POSTS) {
    const id = await connectedSession(api);
    api.engine.setSession(id, { status: route.id === 'requestPairingCode' ? 'qr' : 'connected' });
    const { path, body } = sampleRequest(route, id);
    const key = `every-${route.id}`;
    const first = await post(path, key, body);
    const again = await post(path, key, body);
    if (first.status >= 300) {
      expect([route.id, again.status]).toEqual([route.id, first.status]);
    } else if (route.id === 'exportPerson') {
      expect(again.status).toBe(200);
    } else if (again.status === 409) {
      expect([route.id, again.body.code]).toEqual([route.id, 'ALREADY_DONE']);
    } else {
      expect(again.headers.get('idempotency-replayed')).toBe('true');
    }
  }
});
