import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { fakeGate } from '@grabber/engine-client/testing/fake-fault';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectedSession, createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const ROUTES = [
  ['grab-groups', 'readGroups', 'Gagal mengambil kontak grup', 'Failed to grab group contacts'],
  [
    'grab-contacts',
    'readContacts',
    'Gagal mengambil kontak individual',
    'Failed to grab individual contacts',
  ],
  ['grab-all', 'readAll', 'Gagal mengambil semua kontak', 'Failed to grab all contacts'],
] as const;
/** The specification allows two seconds; what is measured is that no longer bound is waited for. */
const ENGINE_DOWN_BOUND_MS = 2_000;

let api: TestApi;
let hurried: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  hurried = await startTestApi({ beside: api, grabTimeoutMs: 3_000 });
});
afterEach(() => api.engine.clearFaults());
afterAll(async () => {
  await hurried.stop();
  await api.stop();
});

const account = { groups: [engineGroup()], contacts: [engineContact()] };
const english = { 'accept-language': 'en' };

async function storedCount(id: string): Promise<number> {
  return (await request(api, `/api/sessions/${id}/contacts`)).body.data.contacts.length;
}

async function grabRows(id: string) {
  const text =
    'SELECT state, error, finished_at FROM grabs WHERE session_id = $1 ORDER BY created_at';
  return (await api.db.pool.query(text, [id])).rows;
}

describe.each(ROUTES)('%s', (route, readRoute, failure, englishFailure) => {
  const kind = ({ readGroups: 'groups', readContacts: 'contacts', readAll: 'all' } as const)[
    readRoute
  ];

  it.each(['disconnected', 'connecting', 'qr', 'logged_out', 'failed'] as const)(
    'answers 409 and does not read while the session is %s',
    async (status) => {
      const id = await connectedSession(api, account);
      api.engine.setSession(id, { status });
      const reads = api.engine.countCalls(readRoute);
      const answer = await request(api, `/api/sessions/${id}/${route}`);
      expect(answer.status).toBe(409);
      expect(answer.body).toEqual({
        success: false,
        message: `Session tidak terhubung. Status: ${status}`,
        code: 'SESSION_NOT_CONNECTED',
        request_id: answer.headers.get('x-request-id'),
        status,
      });
      const { body } = await request(api, `/api/sessions/${id}/${route}`, { headers: english });
      expect(body.message).toBe(`Session is not connected. Status: ${status}`);
      expect(api.engine.countCalls(readRoute)).toBe(reads);
      expect(await grabRows(id)).toEqual([]);
    },
  );

  it('answers 409 disconnected for a session that was never started', async () => {
    const id = await createSession(api);
    const { status, body } = await request(api, `/api/sessions/${id}/${route}`);
    expect(status).toBe(409);
    expect(body.message).toBe('Session tidak terhubung. Status: disconnected');
  });

  it('answers 404 with the specified body for an unknown session', async () => {
    const path = `/api/sessions/7b0e7f8e-9a0c-4b7e-8f57-2f5b8a1f0c11/${route}`;
    const answer = await request(api, path);
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({
      success: false,
      error: 'Session tidak ditemukan',
      code: 'SESSION_NOT_FOUND',
      request_id: answer.headers.get('x-request-id'),
    });
  });

  it('answers 503 within two seconds while the engine is down, and works when it is back', async () => {
    const id = await connectedSession(api, account);
    await api.engine.goDown();
    const startedAt = performance.now();
    const answer = await request(api, `/api/sessions/${id}/${route}`);
    expect(performance.now() - startedAt).toBeLessThan(ENGINE_DOWN_BOUND_MS);
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({
      success: false,
      message: `${failure}: WhatsApp Engine tidak dapat dihubungi`,
      code: 'ENGINE_UNREACHABLE',
      request_id: answer.headers.get('x-request-id'),
    });
    const inEnglish = await request(api, `/api/sessions/${id}/${route}`, { headers: english });
    expect(inEnglish.body.message).toBe(`${englishFailure}: WhatsApp Engine cannot be reached`);
    await api.engine.comeUp();
    expect((await request(api, `/api/sessions/${id}/${route}`)).status).toBe(200);
  });

  it('answers 504 "Connection timeout" when the read outlives GRAB_TIMEOUT_MS, and stores nothing', async () => {
    const id = await connectedSession(api, account);
    api.engine.setFault(readRoute, { kind: 'pause', afterLines: 2, gate: fakeGate() });
    const { status, body } = await request(hurried, `/api/sessions/${id}/${route}`);
    expect(status).toBe(504);
    expect(body).toMatchObject({ success: false, message: `${failure}: Connection timeout` });
    expect(['READ_TIMEOUT', 'ENGINE_TIMEOUT']).toContain(body.code);
    expect(await storedCount(id)).toBe(0);
    expect(await grabRows(id)).toMatchObject([{ state: 'failed', error: { code: body.code } }]);
  });

  it.each(['end', 'destroy'] as const)(
    'answers 502 for a stream that was cut off (%s), and stores nothing',
    async (how) => {
      const id = await connectedSession(api, account);
      api.engine.setFault(readRoute, { kind: 'cut', afterLines: 2, how });
      const { status, body } = await request(api, `/api/sessions/${id}/${route}`);
      expect(status).toBe(502);
      expect(body).toMatchObject({
        message: `${failure}: Koneksi ke WhatsApp Engine terputus di tengah pembacaan`,
        code: 'ENGINE_STREAM_TRUNCATED',
      });
      expect(await storedCount(id)).toBe(0);
      expect(await grabRows(id)).toMatchObject([
        { state: 'failed', error: { code: 'ENGINE_STREAM_TRUNCATED' } },
      ]);
    },
  );

  it('answers 502 for garbage in the stream, and stores nothing', async () => {
    const id = await connectedSession(api, account);
    api.engine.setFault(readRoute, { kind: 'inject', afterLines: 2, text: 'garbage\n' });
    const { status, body } = await request(api, `/api/sessions/${id}/${route}`);
    expect(status).toBe(502);
    expect(body).toMatchObject({ code: 'ENGINE_RESPONSE_INVALID' });
    expect(body.message).toMatch(failure);
    expect(await storedCount(id)).toBe(0);
  });

  it.each([
    ['before its first line', { kind: 'error' }],
    ['in the middle', { kind: 'fail', afterLines: 2 }],
  ] as const)("keeps the engine's own code of a read that fails %s", async (_, fault) => {
    const id = await connectedSession(api, account);
    const faults = [
      ['WHATSAPP_WEB_CHANGED', 502, `${failure}: WhatsApp Web berubah dan belum didukung`],
      ['BROWSER_CRASHED', 502, `${failure}: Browser WhatsApp Engine berhenti mendadak`],
      ['READ_TIMEOUT', 504, `${failure}: Connection timeout`],
      ['ENGINE_FULL', 503, `${failure}: WhatsApp Engine sedang penuh`],
    ] as const;
    for (const [code, status, message] of faults) {
      api.engine.setFault(readRoute, { ...fault, code });
      const answer = await request(api, `/api/sessions/${id}/${route}`);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ success: false, message, code });
    }
    const codes = (await grabRows(id)).map(({ error }) => error.code);
    expect(codes).toEqual(faults.map(([code]) => code));
    expect(await storedCount(id)).toBe(0);
  });

  it.each([
    ['stopped', 'POST', '/stop'],
    ['logged out', 'POST', '/logout'],
    ['restarted', 'POST', '/restart'],
    ['deleted', 'DELETE', ''],
  ])('answers 502 READ_ABORTED when its session is %s meanwhile', async (_, method, path) => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads(kind, 1);
    const grabbed = request(api, `/api/sessions/${id}/${route}`);
    await gate.reached;
    expect((await request(api, `/api/sessions/${id}${path}`, { method })).status).toBe(200);
    const { status, body } = await grabbed;
    expect(status).toBe(502);
    const message = `${failure}: Pembacaan dihentikan`;
    expect(body).toMatchObject({ success: false, message, code: 'READ_ABORTED' });
  });

  it('that loses its session between the check and the read answers 409 with the status', async () => {
    const id = await connectedSession(api, account);
    const lost = { kind: 'error', code: 'SESSION_NOT_CONNECTED', sessionStatus: 'qr' } as const;
    api.engine.setFault(readRoute, lost);
    const { status, body } = await request(api, `/api/sessions/${id}/${route}`);
    expect(status).toBe(409);
    expect(body).toMatchObject({ message: 'Session tidak terhubung. Status: qr', status: 'qr' });
    api.engine.setFault(readRoute, { kind: 'error', code: 'SESSION_NOT_FOUND' });
    const gone = await request(api, `/api/sessions/${id}/${route}`);
    expect(gone.status).toBe(409);
    expect(gone.body.message).toBe('Session tidak terhubung. Status: disconnected');
  });

  it('blames no caller when the engine refuses our secret', async () => {
    const id = await connectedSession(api, account);
    api.engine.setFault(readRoute, { kind: 'error', code: 'UNAUTHORIZED' });
    const { status, body } = await request(api, `/api/sessions/${id}/${route}`);
    expect(status).toBe(502);
    expect(body.code).toBe('ENGINE_REJECTED_SECRET');
  });
});

it('what an earlier grab stored survives a failed one', async () => {
  const id = await connectedSession(api, account);
  await request(api, `/api/sessions/${id}/grab-all`);
  api.engine.setFault('readAll', { kind: 'cut', afterLines: 1, how: 'destroy' });
  expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(502);
  expect(await storedCount(id)).toBe(2);
  api.engine.clearFaults();
  const { body } = await request(api, `/api/sessions/${id}/grab-all`);
  expect(body.data).toMatchObject({ saved_count: 0, updated_count: 2, unchanged_count: 2 });
});
