import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectedSession, createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const ENGINE_DOWN = {
  success: false,
  message: 'WhatsApp Engine tidak dapat dihubungi',
  code: 'ENGINE_UNREACHABLE',
};
const NO_LIMIT = { left: null, limit: null, next_at: null };
const EVERY_PART = { groups: true, contacts: true, history: true, caught_up: true };
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterEach(() => api.engine.clearFaults());
afterAll(() => api.stop());

const post = (path: string, body?: unknown) =>
  request(api, path, { method: 'POST', ...(body !== undefined && { body }) });

async function whileEngineIsDown<T>(work: () => Promise<T>): Promise<T> {
  await api.engine.goDown();
  try {
    return await work();
  } finally {
    await api.engine.comeUp();
  }
}

describe('creating a session', () => {
  it('answers 201 with the session, disconnected, and leaves the engine alone', async () => {
    const callsBefore = api.engine.calls.length;
    const answer = await post('/api/sessions', { name: ' Toko  Budi\u0000 😀 ' });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      success: true,
      message: 'Session berhasil dibuat',
      data: {
        session_id: expect.stringMatching(UUID),
        session_name: 'Toko  Budi 😀',
        status: 'disconnected',
        asleep: false,
        phone_number: null,
        last_error: null,
        action_required: null,
        connected_at: null,
        sync: null,
        is_business: null,
        include_without_whatsapp: false,
        include_locked: false,
        keep: 'awake',
        proxy: null,
        external_id: null,
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    });
    expect(api.engine.calls).toHaveLength(callsBefore);
  });

  it('starts it with start: true', async () => {
    const { status, body } = await post('/api/sessions', { name: 'x', start: true });
    expect(status).toBe(201);
    expect(body.data.status).toBe('connecting');
    expect(api.engine.calls.at(-1)).toMatchObject({
      route: 'startSession',
      sessionId: body.data.session_id,
    });
  });

  it('leaves nothing behind when it cannot be started', async () => {
    const count = async () => (await request(api, '/api/sessions')).body.data.sessions.length;
    const before = await count();
    const down = await whileEngineIsDown(() => post('/api/sessions', { name: 'x', start: true }));
    expect(down.status).toBe(503);
    expect(down.body).toMatchObject(ENGINE_DOWN);
    api.engine.setFault('startSession', {
      kind: 'error',
      code: 'ENGINE_FULL',
      retryAfterSeconds: 30,
    });
    const full = await post('/api/sessions', { name: 'x', start: true });
    expect(full.status).toBe(503);
    expect(full.headers.get('retry-after')).toBe('30');
    expect(full.body).toMatchObject({ code: 'ENGINE_FULL' });
    expect(await count()).toBe(before);
  });

  it.each([
    ['no name', {}, 'body'],
    ['an empty name', { name: '' }, 'body.name'],
    ['a name that cannot be seen', { name: '\u200b\u2060\u3164\u0301\u2800 ' }, 'body.name'],
    ['a blank name', { name: ' \t ' }, 'body.name'],
    ['a name of control characters', { name: '\u0000\u0001' }, 'body.name'],
    ['a name that is too long', { name: 'x'.repeat(201) }, 'body.name'],
    ['a name that is no text', { name: 5 }, 'body.name'],
    ['a start that is no boolean', { name: 'x', start: 'yes' }, 'body.start'],
    ['an unknown field', { name: 'x', colour: 'red' }, 'body.colour'],
  ])('refuses %s with 400 and names the place', async (_, body, path) => {
    const answer = await post('/api/sessions', body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      success: false,
      message: 'Permintaan tidak valid',
      code: 'VALIDATION_FAILED',
    });
    expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
  });

  it.each([
    ['broken JSON', 'application/json', '{"name":', 400, 'VALIDATION_FAILED'],
    ['a form', 'application/x-www-form-urlencoded', 'name=x', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['too much', 'application/json', `{"name":"${'x'.repeat(100_000)}"}`, 413, 'PAYLOAD_TOO_LARGE'],
  ])('refuses %s', async (_, type, body, status, code) => {
    const response = await fetch(`${api.url}/api/sessions`, {
      method: 'POST',
      headers: { 'x-api-key': 'the-admin-key-of-the-tests-0123456789', 'content-type': type },
      body,
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ success: false, code });
  });
});

const NO_BROWSER = 'Browser WhatsApp Engine tidak dapat dijalankan';

describe('the status', () => {
  it('is what the specification shows', async () => {
    const id = await connectedSession(api);
    const { status, body } = await request(api, `/api/sessions/${id}/status`);
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      data: {
        session_id: id,
        status: 'connected',
        asleep: false,
        phone_number: '6281234567890',
        last_error: null,
        action_required: null,
        qr_expires_at: null,
        sync: { state: 'synced', progress: 100, ...EVERY_PART },
        is_business: false,
        budget: {
          refreshes: NO_LIMIT,
          pairing_codes: NO_LIMIT,
          browser_starts: NO_LIMIT,
          wakes: NO_LIMIT,
        },
        next_run_at: null,
        last_complete_grab: null,
        waking: null,
      },
    });
  });

  it.each(['disconnected', 'connecting', 'qr', 'logged_out', 'failed'] as const)(
    'passes %s on from the engine and remembers it while the engine is away',
    async (status) => {
      const id = await createSession(api);
      const last_error = status === 'failed' ? { code: 'BROWSER_FAILED', message: 'No.' } : null;
      api.engine.setSession(id, { status, last_error });
      const live = await request(api, `/api/sessions/${id}/status`);
      const shown = last_error && { ...last_error, message: NO_BROWSER };
      expect(live.body.data).toMatchObject({ status, last_error: shown });
      expect(live.body.data).not.toHaveProperty('stale');
      const path = `/api/sessions/${id}/status`;
      const stale = await whileEngineIsDown(() => request(api, path));
      expect(stale.status).toBe(200);
      expect(stale.body.data).toMatchObject({ status, last_error: shown, stale: true });
    },
  );

  it('says what is wrong and what to do in the language of the reader, in each answer', async () => {
    const id = await createSession(api);
    const last_error = { code: 'LOGIN_LOST', message: 'The login is lost.' };
    api.engine.setSession(id, { status: 'failed', last_error });
    for (const path of [`/api/sessions/${id}/status`, `/api/sessions/${id}`, '/api/sessions']) {
      const [indonesian, english] = await Promise.all(
        ['id', 'en'].map(async (language) => {
          const headers = { 'accept-language': language };
          const { data } = (await request(api, path, { headers })).body;
          return (
            data.sessions?.find((one: { session_id: string }) => one.session_id === id) ?? data
          );
        }),
      );
      expect(english).toMatchObject({
        last_error,
        action_required: {
          code: 'LOGIN_LOST',
          message: expect.stringMatching(/^Remove the device/),
        },
      });
      expect(indonesian).toMatchObject({
        last_error: { code: 'LOGIN_LOST', message: expect.stringMatching(/^Profil browser/) },
        action_required: { code: 'LOGIN_LOST', message: expect.stringMatching(/^Hapus perangkat/) },
      });
    }
  });

  it('says whether the account is a business while it is connected and the engine answers', async () => {
    const id = await createSession(api);
    api.engine.setSession(id, { status: 'connected', is_business: true });
    const paths = [`/api/sessions/${id}`, `/api/sessions/${id}/status`];
    for (const path of paths) {
      expect((await request(api, path)).body.data).toMatchObject({ is_business: true });
    }
    const stale = await whileEngineIsDown(() => request(api, paths[0] as string));
    expect(stale.body.data).toMatchObject({ is_business: null, stale: true });
  });

  it('is the last known one, marked stale, when the engine does not answer in time', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}/status`);
    api.engine.setFault('getSession', { kind: 'hang' });
    const { status, body } = await request(api, `/api/sessions/${id}/status`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ status: 'connected', stale: true });
  });

  it('of a session that the engine does not hold is disconnected, but why it ended stays', async () => {
    const expected = {
      connected: 'disconnected',
      qr: 'disconnected',
      logged_out: 'logged_out',
      failed: 'failed',
    };
    for (const [last, now] of Object.entries(expected)) {
      const id = await createSession(api);
      api.engine.setSession(id, { status: last as 'qr' });
      await request(api, `/api/sessions/${id}/status`);
      api.engine.dropSession(id);
      const { body } = await request(api, `/api/sessions/${id}/status`);
      expect(body.data.status).toBe(now);
    }
  });

  it('shows how far the sync is, as the session and the list do, but not while it is stale', async () => {
    const id = await connectedSession(api);
    const sync = { state: 'syncing', progress: 75, ...EVERY_PART, history: false } as const;
    api.engine.setSession(id, { status: 'connected', sync });
    const path = `/api/sessions/${id}`;
    for (const one of [path, `${path}/status`]) {
      expect((await request(api, one)).body.data).toMatchObject({ status: 'connected', sync });
      const stale = await whileEngineIsDown(() => request(api, one));
      expect(stale.body.data).toMatchObject({ status: 'connected', sync: null });
    }
    const { sessions } = (await request(api, '/api/sessions')).body.data;
    expect(sessions.find((one: { session_id: string }) => one.session_id === id)).toMatchObject({
      sync,
    });
  });

  it('tells when the QR expires', async () => {
    const id = await createSession(api);
    const qr_expires_at = '2030-01-01T00:00:00.000Z';
    api.engine.setSession(id, { status: 'qr', qr_expires_at });
    const { body } = await request(api, `/api/sessions/${id}/status`);
    expect(body.data.qr_expires_at).toBe(qr_expires_at);
  });
});

describe('the list of sessions', () => {
  it('asks the engine once and marks what is stale', async () => {
    const id = await connectedSession(api);
    const before = api.engine.calls.length;
    const { body } = await request(api, '/api/sessions');
    expect(api.engine.calls.slice(before)).toMatchObject([{ route: 'listSessions' }]);
    const mine = body.data.sessions.find((s: { session_id: string }) => s.session_id === id);
    expect(mine).toMatchObject({ status: 'connected', session_name: 'Nama Session' });
    const down = await whileEngineIsDown(() => request(api, '/api/sessions'));
    expect(down.status).toBe(200);
    for (const session of down.body.data.sessions) expect(session.stale).toBe(true);
  });
});

describe('start, stop and logout', () => {
  it('answer the session with the status that the engine gives, however often they are called', async () => {
    const id = await createSession(api);
    const steps = [
      ['start', 'connecting', 'Session dimulai'],
      ['start', 'connecting', 'Session dimulai'],
      ['stop', 'disconnected', 'Session dihentikan'],
      ['stop', 'disconnected', 'Session dihentikan'],
      ['start', 'connecting', 'Session dimulai'],
      ['logout', 'disconnected', 'Session berhasil logout dari WhatsApp'],
      ['logout', 'disconnected', 'Session berhasil logout dari WhatsApp'],
    ];
    for (const [action, status, message] of steps) {
      const answer = await post(`/api/sessions/${id}/${action}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        success: true,
        message,
        data: { session_id: id, status },
      });
    }
  });

  it('answer 503 when the engine is down, and change nothing', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}`);
    for (const action of ['start', 'stop', 'logout']) {
      const answer = await whileEngineIsDown(() => post(`/api/sessions/${id}/${action}`));
      expect(answer.status).toBe(503);
      expect(answer.body).toMatchObject(ENGINE_DOWN);
    }
    const { body } = await request(api, `/api/sessions/${id}`);
    expect(body.data.status).toBe('connected');
  });
});

describe('deleting a session', () => {
  it('unlinks the device and deletes the session with its address book', async () => {
    const id = await connectedSession(api, { contacts: [engineContact()] });
    await request(api, `/api/sessions/${id}/grab-contacts`);
    const answer = await request(api, `/api/sessions/${id}`, { method: 'DELETE' });
    expect(answer.body).toEqual({
      success: true,
      message: 'Session berhasil dihapus',
      data: { session_id: id, deleted_count: 1, device_may_be_linked: false },
    });
    const unlinked = { route: 'stopSession', sessionId: id, query: { logout: 'true' } };
    expect(api.engine.calls.at(-1)).toEqual(unlinked);
    expect((await request(api, `/api/sessions/${id}`)).status).toBe(404);
    const { rows } = await api.db.pool.query('SELECT FROM contacts WHERE session_id = $1', [id]);
    expect(rows).toHaveLength(0);
  });

  it('deletes nothing while the engine is down', async () => {
    const id = await connectedSession(api, { contacts: [engineContact()] });
    await request(api, `/api/sessions/${id}/grab-contacts`);
    const path = `/api/sessions/${id}`;
    const answer = await whileEngineIsDown(() => request(api, path, { method: 'DELETE' }));
    expect(answer.status).toBe(503);
    const { body } = await request(api, `${path}/contacts`);
    expect(body.data.contacts).toHaveLength(1);
  });

  it('works for a session that never started', async () => {
    const id = await createSession(api);
    expect((await request(api, `/api/sessions/${id}`, { method: 'DELETE' })).status).toBe(200);
  });
});

it('speaks English to a client that prefers it', async () => {
  const headers = { 'accept-language': 'en-GB,en;q=0.9' };
  const options = { method: 'POST', headers, body: { name: 'x' } };
  const { body } = await request(api, '/api/sessions', options);
  expect(body.message).toBe('The session was created');
  const missing = await request(api, '/api/sessions/none', { headers });
  expect(missing.body).toMatchObject({ success: false, error: 'Session not found' });
});

it('fetches the last stored copy of a profile with restore_older, which is never sent by itself', async () => {
  const id = await createSession(api, 'From a copy');
  const path = `/api/sessions/${id}/start`;
  expect((await request(api, path, { method: 'POST' })).status).toBe(200);
  expect(api.engine.restoreOf(id)).toBeUndefined();
  await request(api, `/api/sessions/${id}/stop`, { method: 'POST' });
  const older = await request(api, `${path}?restore_older=true`, { method: 'POST' });
  expect(older.status).toBe(200);
  expect(api.engine.restoreOf(id)).toEqual({ generation: 9_999_999_999, older: true });
});
