import { openDatabase } from '@grabber/database/connection/open-database';
import { createTestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { createLogger } from '@grabber/service-kit/logger';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createHealth } from '../../src/health/health.ts';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { startApiProcess } from '../support/api-process.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const ALL_OK = { database: 'ok', engine: 'ok', read_only: 'ok', schema: 'ok', disk: 'ok' };
const logger = createLogger({ service: 'api', level: 'silent' });

let api: TestApi;
let id: string;
let key: string;
beforeAll(async () => {
  api = await startTestApi();
  id = await connectedSession(api);
  const clock = () => new Date();
  ({ key } = await createKey({ db: api.db, clock }, { name: 'reader', scopes: ['read'] }));
});
afterAll(() => api.stop());

const ready = (options: Parameters<typeof request>[2] = {}) =>
  request(api, '/health/ready', options);

/** The answer as soon as it shows that: an answer is kept for a second. */
const readyWith = (expected: { status: number; body: object }) =>
  vi.waitFor(async () => expect(await ready({ key })).toMatchObject(expected));

it('names its parts to each valid key, and nothing without one', async () => {
  await readyWith({ status: 200, body: { status: 'ok', checks: ALL_OK } });
  expect(await ready({ key: null })).toMatchObject({ status: 200, body: { status: 'ok' } });
  expect((await ready({ key: null })).body).toEqual({ status: 'ok' });
  expect((await ready()).body.checks).toEqual(ALL_OK);
  expect(await ready({ key: 'wrong' })).toMatchObject({ status: 401 });
  expect((await request(api, '/health/live', { key: null })).body).toEqual({ status: 'ok' });
});

it('checks once, however many ask', async () => {
  const asked = () => api.engine.countCalls('ready') + api.engine.countCalls('listSessions');
  const before = asked();
  const statuses = await Promise.all(
    Array.from({ length: 100 }, async () => (await ready({ key: null })).status),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  // One check has two calls. A slow machine may take longer than a second for the requests.
  expect(asked() - before).toBeLessThan(40);
});

/** A write answers 503 with this code, and with these words in both languages. */
function aWriteAnswers(code: string, words: Readonly<Record<'id' | 'en', string>>): void {
  it.each(Object.entries(words))(`a write answers 503 ${code} (%s)`, async (language, message) => {
    const { status, headers, body } = await request(api, '/api/sessions', {
      method: 'POST',
      body: { name: 'new' },
      headers: { 'accept-language': language },
    });
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('5');
    expect(body.code).toBe(code);
    expect(body.message).toContain(message);
  });
}

describe('while the engine is away', () => {
  beforeAll(() => api.engine.goDown());
  afterAll(() => api.engine.comeUp());

  it('the service is degraded, and the address book is read as usual', async () => {
    await readyWith({ status: 200, body: { status: 'degraded' } });
    const { body } = await ready({ key });
    expect(body.checks).toEqual({ ...ALL_OK, engine: 'ENGINE_UNREACHABLE' });
    expect((await ready({ key: null })).body).toEqual({ status: 'degraded' });
    expect((await request(api, `/api/sessions/${id}/contacts`, { key })).status).toBe(200);
    expect((await request(api, '/health/live', { key: null })).status).toBe(200);
    expect(api.logs).toContainEqual(expect.objectContaining({ msg: 'Health changed' }));
  });
});

describe('while the database takes no writes', () => {
  const setReadOnly = async (value: 'on' | 'off') => {
    const operator = openDatabase(api.databaseUrl, { max: 1 });
    const { rows } = await operator.pool.query<{ name: string }>(
      'SELECT current_database() AS name',
    );
    await operator.pool.query(
      `BEGIN READ WRITE; ALTER DATABASE ${rows[0]?.name} SET default_transaction_read_only = ${value}; COMMIT`,
    );
    // As a failover does it. Each is gone then: one that still ends would take a write, or lose a read.
    await operator.pool.query(
      `SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await operator.close();
    await vi.waitFor(() => Promise.all([api.db.ping(), api.db.probe('SELECT 1')]));
  };
  beforeAll(() => setReadOnly('on'));
  afterAll(() => setReadOnly('off'));

  it.each([
    'contacts',
    'groups',
    'status',
    'grabs',
    'contacts/changes',
    'contacts/export?format=csv',
  ])('an ordinary key reads %s', async (path) => {
    const { status } = await request(api, `/api/sessions/${id}/${path}`, { key });
    expect(status).toBe(200);
  });

  it('the status is that of the engine, though it cannot be stored', async () => {
    api.engine.setSession(id, { status: 'disconnected' });
    const { status, body } = await request(api, `/api/sessions/${id}/status`, { key });
    expect(status).toBe(200);
    expect(body.data.status).toBe('disconnected');
    api.engine.setSession(id, { status: 'connected' });
  });

  aWriteAnswers('DATABASE_READ_ONLY', {
    id: 'Database sedang dalam mode hanya-baca',
    en: 'The database is read-only',
  });

  it('a grab answers it, too', async () => {
    const { status, body } = await request(api, `/api/sessions/${id}/grab-all`);
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'DATABASE_READ_ONLY' });
  });

  it('a process starts, and reads', async () => {
    const { databaseUrl, engine } = api;
    const process = await startApiProcess({ databaseUrl, engine });
    try {
      const { status } = await request(process, `/api/sessions/${id}/contacts`, { key });
      expect(status).toBe(200);
    } finally {
      await process.end('SIGTERM');
    }
  });

  it('the service is degraded, and live', async () => {
    await readyWith({
      status: 200,
      body: { status: 'degraded', checks: { ...ALL_OK, read_only: 'DATABASE_READ_ONLY' } },
    });
    expect((await request(api, '/health/live', { key: null })).status).toBe(200);
  });
});

describe('while the disk of the database is full', () => {
  beforeAll(async () => {
    await api.db.pool.query(`
      CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
      CREATE TRIGGER full_disk BEFORE INSERT ON sessions EXECUTE FUNCTION full_disk()`);
  });
  afterAll(() => api.db.pool.query('DROP TRIGGER full_disk ON sessions'));

  aWriteAnswers('DATABASE_FULL', {
    id: 'Disk database penuh',
    en: 'The disk of the database is full',
  });

  it('the service is degraded, and reads', async () => {
    await readyWith({
      status: 200,
      body: { status: 'degraded', checks: { ...ALL_OK, disk: 'DATABASE_FULL' } },
    });
    expect((await request(api, `/api/sessions/${id}/contacts`, { key })).status).toBe(200);
  });
});

describe('while the engine refuses the secret', () => {
  let refused: TestApi;
  beforeAll(async () => {
    refused = await startTestApi({
      beside: api,
      engineSecret: 'not-the-secret-of-the-engine-0123456789',
    });
  });
  afterAll(() => refused.stop());

  it('the service is degraded', async () => {
    const { status, body } = await request(refused, '/health/ready');
    expect(status).toBe(200);
    expect(body.checks.engine).toBe('ENGINE_REJECTED_SECRET');
  });
});

describe('without its database', () => {
  let away: TestApi;
  beforeAll(async () => {
    const { url, drop } = await createTestDatabase(testServerUrl());
    away = await startTestApi({ beside: api, db: openDatabase(url) });
    await drop();
  });
  afterAll(() => away.stop());

  it('it is live and not ready, and says why to the admin key, which needs no database', async () => {
    expect((await request(away, '/health/live', { key: null })).status).toBe(200);
    const withAdminKey = await request(away, '/health/ready');
    expect(withAdminKey).toMatchObject({ status: 503, body: { status: 'unavailable' } });
    expect(withAdminKey.body.checks.database).not.toBe('ok');
    for (const other of [key, null]) {
      const answer = await request(away, '/health/ready', { key: other });
      expect(answer.status).toBe(503);
      expect(answer.body).toEqual({ status: 'unavailable' });
    }
  });
});

describe('liveness', () => {
  afterEach(() => vi.restoreAllMocks());

  it('fails when every statement hangs for that long though new connections work', async () => {
    const db = openDatabase(api.databaseUrl, { max: 1 });
    const health = createHealth({ db, engine: api.context.engine, logger, stuckMs: 0 });
    expect(await health.isLive()).toBe(true);
    const client = await db.pool.connect();
    await vi.waitFor(async () => expect(await health.isLive()).toBe(false));
    const patient = createHealth({ db, engine: api.context.engine, logger, stuckMs: 600_000 });
    expect(await patient.isLive()).toBe(true);
    client.release();
    await vi.waitFor(async () => expect(await health.isLive()).toBe(true));
    await db.close();
  });

  it('never fails because the database is away', async () => {
    const db = openDatabase('postgres://nobody:x@127.0.0.1:1/nothing');
    const health = createHealth({ db, engine: api.context.engine, logger, stuckMs: 0 });
    expect(await health.isLive()).toBe(true);
    await db.close();
  });
});
