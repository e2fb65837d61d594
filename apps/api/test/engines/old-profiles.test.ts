import type { FakeEngine } from '@grabber/engine-client/testing/fake-engine';
import { describe, expect, it } from 'vitest';
import { createSession, request } from '../support/request.ts';
import {
  asleep,
  comeBack,
  linked,
  notice,
  pass,
  round,
  severalForEach,
  start,
} from '../support/several-engines.ts';
import type { TestApi } from '../support/test-api.ts';

const several = severalForEach();

/** A round that looks for old profiles, by what the engines say now. */
async function sweep(api: TestApi): Promise<void> {
  await notice(api);
  await api.context.pool?.removeOldProfiles(new AbortController().signal);
}

/** What the API sees of an engine now. */
async function seenAs(engine: FakeEngine) {
  await notice(several.api);
  const one = several.api.context.pool?.engines
    .seen()
    .find(({ reading }) => reading.identity.engine_id === engine.engineId());
  if (!one) throw new Error('The engine was not seen');
  return one;
}

/** Whether the engine has a profile of the session. */
async function has(engine: FakeEngine, id: string): Promise<boolean> {
  return (await seenAs(engine)).reading.holds.has(id);
}

/** A session that woke on another engine while its own was away, which has its older profile. */
async function moved() {
  const { api } = several;
  const at = await asleep(several);
  const { id, home, other } = at;
  await home.goDown();
  await notice(api);
  await pass(api, id, 71);
  expect((await start(api, id)).status).toBe(200);
  expect(other.leaseOf(id)).toMatchObject({ generation: 2 });
  home.restart();
  await comeBack(api, home);
  return at;
}

const connect = (engine: FakeEngine, id: string) =>
  engine.setSession(id, { status: 'connected', phone_number: '6281234567890' });

describe('the profile of a session that has moved', () => {
  it('goes from its former engine, when the link lives on the other one and not before', async () => {
    const { api } = several;
    const { id, home, other } = await moved();
    await sweep(api);
    expect(home.countCalls('dropProfile')).toBe(0);
    connect(other, id);
    await sweep(api);
    expect([await has(home, id), await has(other, id)]).toEqual([false, true]);
    expect(other.countCalls('dropProfile')).toBe(0);
    const { body } = await request(api, `/api/sessions/${id}/status`);
    expect(body.data).toMatchObject({ status: 'connected' });
    await sweep(api);
    expect(home.countCalls('dropProfile')).toBe(1);
  });

  it('goes once, when two processes see it at the same time', async () => {
    const { api, replica } = several;
    const { id, home, other } = await moved();
    connect(other, id);
    await Promise.all([sweep(api), sweep(replica)]);
    expect([await has(home, id), await has(other, id)]).toEqual([false, true]);
  });

  it('stays when the engine has run it since, whatever a process believes', async () => {
    const { api } = several;
    const { id, home, other } = await moved();
    connect(other, id);
    // By hand, past the API.
    const { client } = await seenAs(home);
    await client.startSession(id);
    await client.stopSession(id);
    await sweep(api);
    expect(home.countCalls('dropProfile')).toBe(0);
    home.setHold(id, { profile_generation: 1 });
    await sweep(api);
    expect(home.countCalls('dropProfile')).toBe(1);
    expect(await has(home, id)).toBe(true);
  });

  it('goes after a logout that WhatsApp confirmed', async () => {
    const { api } = several;
    const { id, home, other } = await moved();
    other.setSession(id, { status: 'connecting', phone_number: '6281234567890' });
    await sweep(api);
    expect(home.countCalls('dropProfile')).toBe(0);
    const { status } = await request(api, `/api/sessions/${id}/logout`, { method: 'POST' });
    expect(status).toBe(200);
    await sweep(api);
    expect(await has(home, id)).toBe(false);
  });
});

describe('what is left of a deleted session', () => {
  it('goes when the engine comes back that was away, and so do the stored copies', async () => {
    const { api } = several;
    const { id, home, other } = await linked(several);
    await home.goDown();
    await notice(api);
    const path = `/api/sessions/${id}?force=true`;
    expect((await request(api, path, { method: 'DELETE' })).status).toBe(200);
    await sweep(api);
    await comeBack(api, home);
    // It was cut off and still has its lease.
    await sweep(api);
    expect(await has(home, id)).toBe(true);
    home.restart();
    await sweep(api);
    expect(await has(home, id)).toBe(false);

    const forgets = () => home.countCalls('forgetBundles') + other.countCalls('forgetBundles');
    expect(forgets()).toBe(0);
    await api.db.pool.query(
      `UPDATE deleted_sessions SET deleted_at = deleted_at - interval '1 hour'`,
    );
    const gone = { kind: 'error', code: 'PROFILE_STORE_UNAVAILABLE' } as const;
    for (const engine of several.engines) engine.setFault('forgetBundles', gone);
    await sweep(api);
    for (const engine of several.engines) engine.clearFaults();
    await sweep(api);
    await sweep(api);
    expect(forgets()).toBe(2);
  });

  it('goes also where the engine runs it without a lease, as since the time when it was alone', async () => {
    const { api, engines } = several;
    const [home] = engines;
    const id = await createSession(api, 'Sesi');
    connect(home, id);
    await home.goDown();
    await notice(api);
    const path = `/api/sessions/${id}?force=true`;
    expect((await request(api, path, { method: 'DELETE' })).status).toBe(200);
    await comeBack(api, home);
    await sweep(api);
    expect(await has(home, id)).toBe(false);
    expect(home.countCalls('stopSession')).toBe(1);
  });

  it('stays when the database merely does not know the session', async () => {
    const { api } = several;
    const { id, home } = await asleep(several);
    home.restart();
    // As after a restore of a backup from before it.
    await api.db.pool.query('DELETE FROM sessions WHERE id = $1', [id]);
    await sweep(api);
    expect(home.countCalls('dropProfile')).toBe(0);
    expect(await has(home, id)).toBe(true);
  });
});

it('a database from before a move drops neither profile', async () => {
  const { api } = several;
  const { id, home, other } = await moved();
  connect(other, id);
  await round(api);
  const tables = ['session_placements', 'left_profiles'];
  for (const table of tables)
    await api.db.pool.query(`CREATE TABLE kept_${table} AS TABLE ${table}`);

  // Back home, under a third lease, of which the backup knows nothing.
  await api.context.engine.sleepSession(id);
  await round(api);
  await other.goDown();
  await notice(api);
  await pass(api, id, 71);
  expect((await start(api, id)).status).toBe(200);
  expect(home.leaseOf(id)).toMatchObject({ generation: 3 });
  connect(home, id);
  for (const table of tables)
    await api.db.pool.query(`TRUNCATE ${table}; INSERT INTO ${table} TABLE kept_${table}`);
  home.restart();
  other.restart();
  await comeBack(api, other);
  await sweep(api);
  await sweep(api);
  const dropped = home.countCalls('dropProfile') + other.countCalls('dropProfile');
  expect([await has(home, id), await has(other, id), dropped]).toEqual([true, true, 0]);
});
