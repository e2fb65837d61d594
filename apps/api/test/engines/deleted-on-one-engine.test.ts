import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSession, request } from '../support/request.ts';
import { PATIENCE } from '../support/several-engines.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const CONNECTED = { status: 'connected', phone_number: '6281234567890' } as const;

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.stop());

/** A round that looks for what the engine has of deleted sessions. */
async function sweep(of = api): Promise<void> {
  await of.context.lone?.removeOldProfiles(new AbortController().signal);
}

/** A session that the engine has. */
async function held(fields: Parameters<TestApi['engine']['setSession']>[1] = CONNECTED) {
  const id = await createSession(api, 'Sesi');
  api.engine.setSession(id, fields);
  return id;
}

/** Deletes a session while the engine is away. */
async function deleteAway(...ids: string[]) {
  await api.engine.goDown();
  for (const id of ids) {
    const deleted = await request(api, `/api/sessions/${id}?force=true`, { method: 'DELETE' });
    expect(deleted.status).toBe(200);
  }
  await sweep();
  await api.engine.comeUp();
}

async function heldIds() {
  const { holds = [] } = (await api.context.lone?.client.identity()) ?? {};
  return holds.map(({ session_id }) => session_id);
}

const callsOf = (id: string) =>
  api.engine.calls
    .filter(({ sessionId }) => sessionId === id)
    .map(({ route, query }) => ({ route, query }));

it('unlinks and removes a session that the engine brings back and that was deleted meanwhile', async () => {
  const [id, other] = [await held(), await held()];
  await deleteAway(id);
  expect(await heldIds()).toContain(id);
  await sweep();
  expect(callsOf(id).slice(-1)).toEqual([
    { route: 'stopSession', query: { logout: 'true', force: 'true' } },
  ]);
  expect(await heldIds()).toEqual([other]);
  const { body } = await request(api, `/api/sessions/${other}/status`);
  expect(body.data).toMatchObject({ status: 'connected' });
  await sweep();
  expect(api.engine.countCalls('stopSession')).toBe(1);
});

it('removes one that does not run without a browser, whatever it ran under', async () => {
  const [stopped, asleep, leased] = [
    await held({ ...CONNECTED, status: 'disconnected' }),
    await held({ ...CONNECTED, asleep: true }),
    await held({ ...CONNECTED, status: 'disconnected' }),
  ];
  api.engine.setHold(leased, { profile_generation: 5 });
  await deleteAway(stopped, asleep, leased);
  await sweep();
  expect(await heldIds()).toEqual([leased]);
  const dropped = { route: 'dropProfile', query: { generation: '5' } };
  expect(callsOf(leased).slice(-1)).toEqual([dropped]);
  expect([api.engine.countCalls('startSession'), api.engine.countCalls('stopSession')]).toEqual([
    0, 0,
  ]);
});

it('touches no session that the database merely does not know', async () => {
  const id = await held();
  // As after a restore of a backup from before it.
  await api.db.pool.query('DELETE FROM sessions WHERE id = $1', [id]);
  const foreign = [id, randomUUID(), 'of-another-api'];
  for (const one of foreign) api.engine.setSession(one, CONNECTED);
  // A backup from before the deletion knows the session again.
  const restored = await held();
  await api.db.pool.query('INSERT INTO deleted_sessions (session_id) VALUES ($1)', [restored]);
  await sweep();
  expect((await heldIds()).toSorted()).toEqual([...foreign, restored].toSorted());
  for (const route of ['stopSession', 'dropProfile', 'forgetBundles'] as const)
    expect(api.engine.countCalls(route)).toBe(0);
});

it('tries again what the engine cannot do yet, and takes an unconfirmed logout for done', async () => {
  const id = await held();
  await deleteAway(id);
  api.engine.setFault('stopSession', { kind: 'error', code: 'PROFILE_IN_USE' });
  await sweep();
  expect(await heldIds()).toEqual([id]);
  api.engine.setFault('stopSession', { kind: 'error', code: 'LOGOUT_NOT_CONFIRMED' });
  await sweep();
  expect(api.logText()).toContain('Deleted session removed, its device may still be linked');
  api.engine.clearFaults();
  await sweep();
  expect(await heldIds()).toEqual([]);
});

it('has the stored copies removed that the store kept, also by another process', async () => {
  const [kept, id] = [await held(), await held()];
  await deleteAway(kept, id);
  const forgotten = () =>
    api.engine.calls.filter(({ route }) => route === 'forgetBundles').map((call) => call.sessionId);
  api.engine.setFault('stopSession', { kind: 'error', code: 'PROFILE_IN_USE' });
  api.engine.dropSession(id);
  await sweep();
  // An engine that was cut off may still store one.
  expect(forgotten()).toEqual([]);
  await api.db.pool.query(
    `UPDATE deleted_sessions SET deleted_at = deleted_at - interval '1 hour'`,
  );
  api.engine.setFault('forgetBundles', { kind: 'error', code: 'PROFILE_STORE_UNAVAILABLE' });
  await sweep();
  expect(forgotten()).toEqual([kept]);
  api.engine.clearFaults();
  api.engine.setFault('stopSession', { kind: 'error', code: 'PROFILE_IN_USE' });
  const again = await startTestApi({ beside: api });
  // What the engine still has holds up no other.
  await sweep(again);
  expect(forgotten().slice(1)).toEqual([kept, id]);
  api.engine.clearFaults();
  await sweep(again);
  await sweep(again);
  await again.stop();
  expect(forgotten().slice(3)).toEqual([kept]);
});

it('does so in the background', async () => {
  const id = await held();
  await deleteAway(id);
  const working = await startTestApi({
    beside: api,
    works: true,
    leases: { leaseSeconds: 1, marginSeconds: 1 },
  });
  await vi.waitFor(async () => expect(await heldIds()).toEqual([]), PATIENCE);
  await working.stop();
});
