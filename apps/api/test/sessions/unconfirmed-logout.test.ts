import { SessionNotFound, type SessionRow } from '@grabber/database/sessions/session-row';
import { findSession, recordUnlinked } from '@grabber/database/sessions/sessions';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recordEngineSession } from '../../src/sessions/record-engine-session.ts';
import { logOutSession } from '../../src/use-cases/sessions/log-out-session.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterEach(() => api.engine.clearFaults());
afterAll(() => api.stop());

const post = (path: string) => request(api, path, { method: 'POST' });

async function rowOf(id: string): Promise<SessionRow> {
  const row = await findSession(api.db, { id, workspace_id: null });
  if (!row) throw new Error('The session has no row.');
  return row;
}

describe('a logout that WhatsApp did not confirm', () => {
  const unconfirmed = { kind: 'error', code: 'LOGOUT_NOT_CONFIRMED' } as const;

  it('never answers 200, says what to do on the phone, and leaves the session disconnected', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}`);
    api.engine.setFault('stopSession', unconfirmed);
    const first = await post(`/api/sessions/${id}/logout`);
    // The engine has removed the session, so it cannot unlink the device later.
    api.engine.clearFaults();
    api.engine.dropSession(id);
    const second = await post(`/api/sessions/${id}/logout`);
    for (const answer of [first, second]) {
      expect(answer.status).toBe(409);
      expect(answer.body).toMatchObject({
        success: false,
        code: 'LOGOUT_NOT_CONFIRMED',
        message: expect.stringContaining('Perangkat tertaut'),
        status: 'disconnected',
      });
    }
    const { body } = await request(api, `/api/sessions/${id}/status`);
    const last_error = { code: 'LOGOUT_NOT_CONFIRMED' };
    expect(body.data).toMatchObject({ status: 'disconnected', last_error });
  });

  it('keeps its error when the engine reports the end of the session late', async () => {
    const id = await connectedSession(api);
    const before = await rowOf(id);
    api.engine.setFault('stopSession', unconfirmed);
    expect((await post(`/api/sessions/${id}/logout`)).status).toBe(409);
    const recorder = { db: api.db, clock: () => new Date() };
    const connected = api.engine.setSession(id, {});
    const connecting = { ...connected, status: 'connecting', connected_at: null } as const;
    const ended = api.engine.setSession(id, { status: 'disconnected', last_error: null });
    for (const late of [connecting, connected, ended, null])
      await recordEngineSession(recorder, before, late);
    const last_error = { code: 'LOGOUT_NOT_CONFIRMED' };
    // The API stores the same states by its events, which may still be on their way.
    await expect
      .poll(() => rowOf(id), { timeout: 30_000 })
      .toMatchObject({ status: 'disconnected', last_error });
  });

  it('because the engine lost the session, never answers 200 either', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}`);
    api.engine.dropSession(id);
    const headers = { 'accept-language': 'en' };
    for (const tries of [1, 2]) {
      const answer = await request(api, `/api/sessions/${id}/logout`, { method: 'POST', headers });
      expect([tries, answer.status]).toEqual([tries, 409]);
      expect(answer.body).toMatchObject({
        code: 'LOGOUT_NOT_CONFIRMED',
        message: expect.stringMatching(/under Linked devices, then delete this session$/),
        status: 'disconnected',
      });
    }
    const { body } = await request(api, `/api/sessions/${id}/status`);
    const last_error = { code: 'LOGOUT_NOT_CONFIRMED' };
    expect(body.data).toMatchObject({ status: 'disconnected', last_error });
    const deleted = await request(api, `/api/sessions/${id}`, { method: 'DELETE' });
    expect(deleted.body.data).toMatchObject({ device_may_be_linked: true });
  });

  it.each(['was confirmed before', 'the phone has done'])(
    'answers 200 where the engine has no session and the logout %s',
    async (how) => {
      const id = await connectedSession(api);
      await request(api, `/api/sessions/${id}`);
      if (how === 'was confirmed before') {
        expect((await post(`/api/sessions/${id}/logout`)).status).toBe(200);
      } else {
        api.engine.setSession(id, { status: 'logged_out' });
        await request(api, `/api/sessions/${id}`);
        api.engine.dropSession(id);
      }
      expect((await post(`/api/sessions/${id}/logout`)).status).toBe(200);
    },
  );

  it('answers 200 after the phone unlinked the device, although the session started again', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}`);
    api.engine.setSession(id, { status: 'logged_out' });
    await request(api, `/api/sessions/${id}`);
    await post(`/api/sessions/${id}/start`);
    api.engine.dropSession(id);
    expect((await post(`/api/sessions/${id}/logout`)).status).toBe(200);
  });

  it('answers 200 beside another logout that was confirmed', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}`);
    const before = await rowOf(id);
    expect((await post(`/api/sessions/${id}/logout`)).status).toBe(200);
    expect(await logOutSession(api.context, before)).toMatchObject({ stale: false });
    expect(await rowOf(id)).toMatchObject({ status: 'disconnected', last_error: null });
  });

  it('is over when another logout was confirmed, but is recorded later', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}`);
    api.engine.dropSession(id);
    expect((await post(`/api/sessions/${id}/logout`)).status).toBe(409);
    await recordUnlinked(api.db, { id, now: new Date() });
    expect(await rowOf(id)).toMatchObject({ status: 'disconnected', last_error: null });
    expect((await post(`/api/sessions/${id}/logout`)).status).toBe(200);
  });

  it('is not stored for a session that was deleted meanwhile', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}`);
    const before = await rowOf(id);
    expect((await request(api, `/api/sessions/${id}`, { method: 'DELETE' })).status).toBe(200);
    await expect(logOutSession(api.context, before)).rejects.toThrow(SessionNotFound);
  });

  it('stays in doubt when the session starts again on an empty profile', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}`);
    api.engine.dropSession(id);
    expect((await post(`/api/sessions/${id}/start`)).body.data.last_error).toBeNull();
    expect(await post(`/api/sessions/${id}/logout`)).toMatchObject({
      status: 409,
      body: { code: 'LOGOUT_NOT_CONFIRMED' },
    });
  });

  it('stays in doubt when the engine says that the profile lost its login', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}`);
    const last_error = { code: 'LOGIN_LOST', message: 'The profile has no login.' };
    api.engine.setSession(id, { status: 'logged_out', phone_number: null, last_error });
    await request(api, `/api/sessions/${id}`);
    api.engine.dropSession(id);
    expect((await post(`/api/sessions/${id}/logout`)).status).toBe(409);
  });

  it('is over when the session was linked again and unlinked', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}`);
    api.engine.dropSession(id);
    expect((await post(`/api/sessions/${id}/logout`)).status).toBe(409);
    await post(`/api/sessions/${id}/start`);
    const connected_at = new Date().toISOString();
    api.engine.setSession(id, { status: 'connected', phone_number: '6281200000000', connected_at });
    expect((await post(`/api/sessions/${id}/logout`)).status).toBe(200);
  });

  it.each(['before the deletion', 'by the deletion'])(
    'does not keep a session from being deleted, and the answer says so (tried %s)',
    async (when) => {
      const id = await connectedSession(api, { contacts: [engineContact()] });
      await request(api, `/api/sessions/${id}/grab-contacts`);
      api.engine.setFault('stopSession', unconfirmed);
      if (when === 'before the deletion') {
        await post(`/api/sessions/${id}/logout`);
        api.engine.clearFaults();
        api.engine.dropSession(id);
      }
      const answer = await request(api, `/api/sessions/${id}`, { method: 'DELETE' });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        success: true,
        message: expect.stringMatching(/^Session dihapus, tetapi .*Perangkat tertaut/),
        data: { session_id: id, deleted_count: 1, device_may_be_linked: true },
      });
      expect((await request(api, `/api/sessions/${id}`)).status).toBe(404);
    },
  );

  it('keeps everything while a retry can still unlink the device', async () => {
    const id = await connectedSession(api);
    api.engine.setFault('stopSession', { kind: 'error', code: 'LOGOUT_FAILED' });
    const answer = await request(api, `/api/sessions/${id}`, { method: 'DELETE' });
    expect(answer.status).toBe(502);
    expect((await request(api, `/api/sessions/${id}`)).body.data.status).toBe('connected');
  });

  it.each(['ENGINE_FULL', 'LOGOUT_FAILED', 'away'] as const)(
    'with force=true deletes ours also where the engine cannot unlink the device (%s), and says so',
    async (why) => {
      const id = await connectedSession(api, { contacts: [engineContact()] });
      await request(api, `/api/sessions/${id}/grab-all`);
      if (why === 'away') await api.engine.goDown();
      else api.engine.setFault('stopSession', { kind: 'error', code: why });
      const remove = (query: string) =>
        request(api, `/api/sessions/${id}${query}`, {
          method: 'DELETE',
          headers: { 'accept-language': 'en' },
        });
      expect((await remove('')).status).toBeGreaterThanOrEqual(500);
      const forced = await remove('?force=true');
      if (why === 'away') await api.engine.comeUp();
      expect(forced).toMatchObject({
        status: 200,
        body: {
          message: expect.stringContaining('under Linked devices'),
          data: { device_may_be_linked: true, deleted_count: 1 },
        },
      });
      expect((await request(api, `/api/sessions/${id}`)).status).toBe(404);
    },
  );

  it('asks the engine to remove the session in any case only for a deletion with force=true', async () => {
    const queries = () =>
      api.engine.calls.filter(({ route }) => route === 'stopSession').map(({ query }) => query);
    const first = await connectedSession(api);
    await request(api, `/api/sessions/${first}`, { method: 'DELETE' });
    expect(queries().at(-1)).toEqual({ logout: 'true' });
    const second = await connectedSession(api);
    await request(api, `/api/sessions/${second}?force=true`, { method: 'DELETE' });
    expect(queries().at(-1)).toEqual({ logout: 'true', force: 'true' });
  });
});
