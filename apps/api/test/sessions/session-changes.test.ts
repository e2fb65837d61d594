import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectedSession, createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const STATUSES = ['connecting', 'qr', 'connected', 'logged_out', 'failed'] as const;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const patch = (id: string, body: unknown) =>
  request(api, `/api/sessions/${id}`, { method: 'PATCH', body });
const restart = (id: string) => request(api, `/api/sessions/${id}/restart`, { method: 'POST' });
const statusOf = async (id: string, of: Pick<TestApi, 'url'> = api) =>
  (await request(of, `/api/sessions/${id}/status`)).body.data;

describe('renaming a session', () => {
  it('changes its name and nothing else', async () => {
    const id = await connectedSession(api, {}, 'Before');
    const { updated_at: _, ...before } = (await request(api, `/api/sessions/${id}`)).body.data;
    const { status, body } = await patch(id, { name: '  After\n ' });
    expect(status).toBe(200);
    expect(body.message).toBe('Nama session berhasil diubah');
    expect(body.data).toMatchObject({ ...before, session_name: 'After' });
    expect((await request(api, `/api/sessions/${id}`)).body.data.session_name).toBe('After');
  });

  it('works while the engine is away', async () => {
    const id = await createSession(api);
    await api.engine.goDown();
    try {
      const { status, body } = await patch(id, { name: 'Renamed' });
      expect([status, body.data.session_name, body.data.stale]).toEqual([200, 'Renamed', true]);
    } finally {
      await api.engine.comeUp();
    }
  });

  it.each([
    [{}],
    [{ name: '' }],
    [{ name: ' ' }],
    [{ name: '\u0000' }],
    [{ name: 1 }],
    [{ name: 'x', workspace: 'default' }],
  ])('refuses %j', async (body) => {
    const id = await createSession(api, 'Kept');
    expect((await patch(id, body)).status).toBe(400);
    expect((await request(api, `/api/sessions/${id}`)).body.data.session_name).toBe('Kept');
  });
});

describe('changing what the grabs of a session store', () => {
  it('changes that and nothing else', async () => {
    const id = await connectedSession(api, {}, 'Kept');
    const { updated_at: _, ...before } = (await request(api, `/api/sessions/${id}`)).body.data;
    const { status, body } = await patch(id, { include_without_whatsapp: true });
    expect([status, body.message]).toEqual([200, 'Pengaturan session berhasil diubah']);
    expect(body.data).toMatchObject({ ...before, include_without_whatsapp: true });
    const renamed = await patch(id, { name: 'Renamed' });
    expect(renamed.body.data).toMatchObject({ include_without_whatsapp: true });
  });

  it('refuses what is no choice', async () => {
    const id = await createSession(api);
    expect((await patch(id, { include_without_whatsapp: 'true' })).status).toBe(400);
  });
});

describe('restarting a session', () => {
  it('stops and starts its browser, and keeps the device linked', async () => {
    const id = await connectedSession(api);
    const callsBefore = api.engine.calls.length;
    const { status, body } = await restart(id);
    expect([status, body.data.status]).toEqual([200, 'connecting']);
    const calls = api.engine.calls.slice(callsBefore).map((call) => call.route);
    expect(calls).toEqual(['stopSession', 'startSession']);
    expect(body.data.phone_number).toBe('6281234567890');
  });

  it('starts one that has no browser', async () => {
    const id = await createSession(api);
    const { status, body } = await restart(id);
    expect([status, body.data.status]).toEqual([200, 'connecting']);
  });
});

describe('starting and stopping', () => {
  it('twice in a row answers as once', async () => {
    const id = await createSession(api);
    const post = async (what: string) => {
      const { status, body } = await request(api, `/api/sessions/${id}/${what}`, {
        method: 'POST',
      });
      return [status, body.data.status];
    };
    expect([await post('start'), await post('start')]).toEqual([
      [200, 'connecting'],
      [200, 'connecting'],
    ]);
    expect([await post('stop'), await post('stop')]).toEqual([
      [200, 'disconnected'],
      [200, 'disconnected'],
    ]);
  });
});

describe.each(STATUSES)('a session that is %s', (status) => {
  it('keeps that status after a restart of the API', async () => {
    const id = await createSession(api);
    api.engine.setSession(id, { status });
    const restarted = await startTestApi({ beside: api });
    try {
      expect(await statusOf(id, restarted)).toMatchObject({ status });
      expect(await statusOf(id, restarted)).not.toHaveProperty('stale');
    } finally {
      await restarted.stop();
    }
  });

  it('is last known as such while the engine is away', async () => {
    const id = await createSession(api);
    api.engine.setSession(id, { status });
    await statusOf(id);
    await api.engine.goDown();
    try {
      expect(await statusOf(id)).toMatchObject({ status, stale: true });
    } finally {
      await api.engine.comeUp();
    }
    expect(await statusOf(id)).toMatchObject({ status });
  });

  it('is disconnected once the engine has forgotten it, unless its end is worth knowing', async () => {
    const id = await createSession(api);
    api.engine.setSession(id, { status });
    await statusOf(id);
    api.engine.dropSession(id);
    const ended = status === 'logged_out' || status === 'failed';
    expect(await statusOf(id)).toMatchObject({ status: ended ? status : 'disconnected' });
  });
});

it('deleting a session stops and unlinks it and leaves no row of it', async () => {
  const id = await connectedSession(api);
  await request(api, `/api/sessions/${id}/grab-all`);
  const { status } = await request(api, `/api/sessions/${id}`, { method: 'DELETE' });
  expect(status).toBe(200);
  const tables = [
    'contacts',
    'contact_aliases',
    'grabs',
    'group_participants',
    'contact_tombstones',
    'change_counters',
    'change_times',
  ];
  for (const table of tables) {
    const { rows } = await api.db.pool.query(
      `SELECT count(*)::int AS left FROM ${table} WHERE session_id = $1`,
      [id],
    );
    expect([table, rows[0].left]).toEqual([table, 0]);
  }
  expect((await request(api, `/api/sessions/${id}`)).status).toBe(404);
});
