import { openDatabase } from '@grabber/database/connection/open-database';
import { holdTable } from '@grabber/database/testing/hold-table';
import { createTestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const SECRET_NAME = 'Rahasia Pribadi';
const QR_TEXT = 'Zk9/qXw7vBn+Tr3==,Hy6pLm';
const PAIRING_CODE = 'QWXZ9PLK';
const PART_LENGTH = 4;
const account = {
  groups: [engineGroup({ name: SECRET_NAME })],
  contacts: [engineContact({ name: SECRET_NAME, push_name: SECRET_NAME })],
};

/** Every piece of the texts: an error may quote their first characters alone. */
function partsOf(...texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    Array.from({ length: text.length - PART_LENGTH + 1 }, (_, start) =>
      text.slice(start, start + PART_LENGTH),
    ),
  );
}

describe('without its database', () => {
  let api: TestApi;
  let id: string;
  beforeAll(async () => {
    const { url, drop } = await createTestDatabase(testServerUrl());
    const db = openDatabase(url);
    api = await startTestApi({ db });
    id = await connectedSession(api, account);
    await drop();
  });
  afterAll(() => api.stop());

  it.each([
    ['status', 'Database tidak dapat dihubungi'],
    ['contacts', 'Database tidak dapat dihubungi'],
    ['grab-groups', 'Gagal mengambil kontak grup: Database tidak dapat dihubungi'],
    ['grab-all', 'Gagal mengambil semua kontak: Database tidak dapat dihubungi'],
  ])('%s answers 503 DATABASE_UNAVAILABLE', async (route, message) => {
    const { status, body, headers } = await request(api, `/api/sessions/${id}/${route}`);
    expect(status).toBe(503);
    expect(body).toEqual({
      success: false,
      message,
      code: 'DATABASE_UNAVAILABLE',
      request_id: headers.get('x-request-id'),
    });
    expect(headers.get('retry-after')).toBe('5');
  });

  it('a key cannot be checked: 503, not 401', async () => {
    const { status } = await request(api, '/api/sessions', { key: 'wcg_00000000_unknown' });
    expect(status).toBe(503);
  });
});

describe('a statement that takes longer than it may', () => {
  it('answers 503 DATABASE_UNAVAILABLE, and keeps no connection', async () => {
    const api = await startTestApi();
    const url = new URL(api.databaseUrl);
    url.searchParams.set('statement_timeout', '300');
    const bounded = await startTestApi({ beside: api, db: openDatabase(url.href) });
    const id = await connectedSession(api, account);
    const held = await holdTable(api.db, 'contacts', 'ACCESS EXCLUSIVE');
    try {
      const path = `/api/sessions/${id}/contacts/6281234567890@s.whatsapp.net`;
      const { status, body } = await request(bounded, path);
      expect({ status, code: body.code }).toEqual({ status: 503, code: 'DATABASE_UNAVAILABLE' });
      expect(await held.waiting()).toBe(0);
    } finally {
      await held.release();
      await bounded.stop();
      await api.stop();
    }
  });
});

/** Far below the limit of a list's own statements, which would end them, too. */
const SOON_MS = 10_000;

describe('a page whose client leaves', () => {
  it.each(['contacts?limit=10', 'groups', 'labels', 'contacts/changes'])(
    'keeps no statement running: %s',
    async (path) => {
      const api = await startTestApi();
      const id = await connectedSession(api, account);
      const held = await holdTable(api.db, 'contacts', 'ACCESS EXCLUSIVE');
      try {
        const client = new AbortController();
        const asked = fetch(`${api.url}/api/sessions/${id}/${path}`, {
          headers: { 'x-api-key': ADMIN_KEY },
          signal: client.signal,
        });
        await vi.waitFor(async () => expect(await held.waiting()).toBe(1));
        const leftAt = performance.now();
        client.abort();
        await expect(asked).rejects.toThrow();
        await vi.waitFor(async () => expect(await held.waiting()).toBe(0));
        expect(performance.now() - leftAt).toBeLessThan(SOON_MS);
      } finally {
        await held.release();
        await api.stop();
      }
    },
  );
});

describe('debug mode', () => {
  let plain: TestApi;
  let debugging: TestApi;
  beforeAll(async () => {
    plain = await startTestApi();
    debugging = await startTestApi({ beside: plain, appDebug: true });
  });
  afterEach(() => plain.engine.clearFaults());
  afterAll(async () => {
    await debugging.stop();
    await plain.stop();
  });

  it('adds causes and stacks to an error, without personal data', async () => {
    const id = await connectedSession(plain, account);
    plain.engine.setFault('readAll', {
      kind: 'error',
      code: 'READ_FAILED',
      message: 'Reading 6281234567890@c.us failed',
    });
    const { body } = await request(debugging, `/api/sessions/${id}/grab-all`);
    expect(body).toMatchObject({ code: 'READ_FAILED' });
    expect(body.debug[0]).toMatchObject({
      name: 'ServiceError',
      code: 'READ_FAILED',
      message: 'Reading [redacted] failed',
    });
    expect(body.debug[1]).toMatchObject({ name: 'EngineError' });
    expect(body.debug[1].stack.length).toBeGreaterThan(1);
    expect(JSON.stringify(body)).not.toMatch(/628123|@c\.us/);
  });

  it.each([
    ['qr', 'GET', 'getQr', `{"qr":${QR_TEXT}"}`],
    ['qr', 'GET', 'getQr', QR_TEXT],
    ['pairing-code', 'POST', 'requestPairingCode', PAIRING_CODE],
    ['pairing-code', 'POST', 'requestPairingCode', `{"code":'${PAIRING_CODE}'}`],
  ] as const)(
    '%s (%s): shows no part of a broken answer of %s: %s',
    async (path, method, route, broken) => {
      const id = await connectedSession(plain, account);
      const fault = {
        kind: 'answer',
        status: 200,
        type: 'application/json',
        body: broken,
      } as const;
      plain.engine.setFault(route, fault);
      const body = method === 'POST' ? { phone_number: '6281234567890' } : undefined;
      const answer = await request(debugging, `/api/sessions/${id}/${path}`, { method, body });
      expect(answer).toMatchObject({ status: 502, body: { code: 'ENGINE_RESPONSE_INVALID' } });
      const shown = answer.text + debugging.logText();
      for (const part of partsOf(QR_TEXT, PAIRING_CODE)) expect(shown).not.toContain(part);
    },
  );

  it('is off by default', async () => {
    const id = await connectedSession(plain, account);
    plain.engine.setFault('readAll', { kind: 'error', code: 'READ_FAILED' });
    const { body } = await request(plain, `/api/sessions/${id}/grab-all`);
    expect(body).not.toHaveProperty('debug');
    expect(Object.keys(body).sort()).toEqual(['code', 'message', 'request_id', 'success']);
  });
});
