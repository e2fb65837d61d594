import { sessionWaiters } from '@grabber/database/testing/hold-table';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { grabInState, grabPath, queueGrab, readsOf, storedIds } from '../support/durable-grabs.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let replica: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  replica = await startTestApi({ beside: api, works: true });
});
afterEach(() => api.engine.clearFaults());
afterAll(async () => {
  await replica.stop();
  await api.stop();
});

const account = { groups: [engineGroup()], contacts: [engineContact()] };
const both = ['the same API', 'a replica'] as const;
const where = (name: (typeof both)[number]) => (name === 'a replica' ? replica : api);

const statusQuestions = (id: string) =>
  api.engine.calls.filter((call) => call.sessionId === id && call.route === 'getSession').length;

/** The caller has joined the run: in the process that runs it, or else waiting for the session. */
async function expectJoined(at: TestApi, sessionId: string, requestsBefore: number): Promise<void> {
  const runsHere = at.logs.some(
    ({ msg, session_id }) => msg === 'Grabbing all contacts' && session_id === sessionId,
  );
  if (runsHere) expect(at.grabRequests()).toBe(requestsBefore + 1);
  else expect(await sessionWaiters(api.db)).toBe(1);
}

describe('a second grab of the kind that is queued', () => {
  it.each(both)('at %s is the one that runs', async (name) => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('all', 1);
    const first = await queueGrab(api, id);
    await gate.reached;
    const second = await queueGrab(where(name), id);
    expect(second.status).toBe(202);
    const { grab_id } = first.body.data;
    expect(second.body.data).toMatchObject({ grab_id, state: 'running', joined: true });
    gate.open();
    await grabInState(api, first, 'complete');
    expect(readsOf(api, id)).toBe(1);
  });

  it('is one and the same when many ask at once', async () => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('all', 1);
    const askers = Array.from({ length: 20 }, (_, n) => queueGrab(n % 2 ? api : replica, id));
    const answers = await Promise.all(askers);
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    expect(new Set(answers.map(({ body }) => body.data.grab_id)).size).toBe(1);
    expect(answers.filter(({ body }) => !body.data.joined)).toHaveLength(1);
    gate.open();
    await grabInState(api, answers[0] as (typeof answers)[0], 'complete');
    expect(readsOf(api, id)).toBe(1);
  });

  it('that shall refresh does not take one that runs without', async () => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('groups', 1);
    const plain = await queueGrab(api, id, { kind: 'groups' });
    await gate.reached;
    const fresh = await queueGrab(api, id, { kind: 'groups', refresh: true });
    expect(fresh.body.data).toMatchObject({ joined: false, refresh: true });
    gate.open();
    await grabInState(api, plain, 'complete');
    await grabInState(api, fresh, 'complete');
    expect(readsOf(api, id)).toBe(2);
  });
});

describe('a caller who waits', () => {
  it.each(both)('at %s joins a durable grab that runs', async (name) => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('all', 1);
    const queued = await queueGrab(api, id);
    await gate.reached;
    const at = where(name);
    const before = at.grabRequests();
    const waits = request(at, `/api/sessions/${id}/grab-all`);
    await vi.waitFor(() => expectJoined(at, id, before));
    gate.open();
    const { status, body } = await waits;
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ grab_id: queued.body.data.grab_id, saved_count: 2 });
    expect(readsOf(api, id)).toBe(1);
  });

  it('takes a queued one along, and it need not wait any longer', async () => {
    const id = await connectedSession(api, account);
    api.engine.setFault('readAll', { kind: 'error', code: 'ENGINE_FULL' });
    const queued = await queueGrab(api, id);
    await vi.waitFor(async () => {
      const { body } = await request(api, grabPath(queued));
      expect(body.data).toMatchObject({ state: 'queued', error: { code: 'ENGINE_FULL' } });
    });
    api.engine.clearFaults();
    // A caller that comes while the failed try ends gets its error, and asks again.
    const { body } = await vi.waitFor(async () => {
      const answer = await request(api, `/api/sessions/${id}/grab-all`);
      expect(answer.status).toBe(200);
      return answer;
    });
    expect(body.data.grab_id).toBe(queued.body.data.grab_id);
    expect((await request(api, grabPath(queued))).body.data).toMatchObject({ state: 'complete' });
  });

  it.each(both)('and leaves does not end the durable grab of %s', async (name) => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('all', 1);
    const controller = new AbortController();
    const { signal } = controller;
    const left = request(where(name), `/api/sessions/${id}/grab-all`, { signal });
    left.catch(() => {});
    await gate.reached;
    const queued = await queueGrab(api, id);
    expect(queued.body.data).toMatchObject({ state: 'running', joined: true });
    controller.abort();
    await expect(left).rejects.toThrow();
    gate.open();
    expect(await grabInState(api, queued, 'complete')).toMatchObject({ saved_count: 2 });
    expect(await storedIds(api, id)).toHaveLength(2);
  });

  it.each(both)('at %s for another kind comes after it', async (name) => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('groups', 1);
    const queued = await queueGrab(api, id, { kind: 'groups' });
    await gate.reached;
    const waits = request(where(name), `/api/sessions/${id}/grab-contacts`);
    await vi.waitFor(() => expect(statusQuestions(id)).toBe(2));
    expect(readsOf(api, id)).toBe(1);
    gate.open();
    expect((await waits).body.data).toMatchObject({ total_contacts: 1 });
    expect(await grabInState(api, queued, 'complete')).toMatchObject({ total_groups: 1 });
  });
});

describe('cancelling', () => {
  const cancel = (at: TestApi, path: string) => request(at, path, { method: 'DELETE' });

  it('ends a queued grab at once, and it never runs', async () => {
    const id = await connectedSession(api, account);
    await api.engine.goDown();
    const queued = await queueGrab(api, id);
    const { status, body } = await cancel(api, grabPath(queued));
    await api.engine.comeUp();
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ state: 'cancelled', error: { code: 'GRAB_CANCELLED' } });
    const next = await queueGrab(api, id);
    expect(next.body.data).toMatchObject({ joined: false });
    await grabInState(api, next, 'complete');
    expect(readsOf(api, id)).toBe(1);
  });

  it.each(both)('at %s stops the read, and stores nothing', async (name) => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('all', 2);
    const queued = await queueGrab(api, id);
    await gate.reached;
    const before = api.grabRequests();
    const waiter = request(api, `/api/sessions/${id}/grab-all`);
    await vi.waitFor(() => expect(api.grabRequests()).toBe(before + 1));
    const { body } = await cancel(where(name), grabPath(queued));
    expect(body.data).toMatchObject({ state: 'cancelled' });
    await vi.waitFor(() => expect(api.engine.openReads()).toBe(0));
    expect((await waiter).status).toBe(409);
    expect((await waiter).body).toMatchObject({ code: 'GRAB_CANCELLED' });
    expect(await storedIds(api, id)).toEqual([]);
    expect((await cancel(api, grabPath(queued))).body).toEqual(body);
    api.engine.clearFaults();
    const next = await request(api, `/api/sessions/${id}/grab-all`);
    expect(next.body.data).toMatchObject({ saved_count: 2 });
  });

  it('ends the grab of a caller who waits, too', async () => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('contacts', 1);
    const waiter = request(api, `/api/sessions/${id}/grab-contacts`);
    await gate.reached;
    const { body } = await request(api, `/api/sessions/${id}/grabs`);
    await cancel(replica, `/api/sessions/${id}/grabs/${body.data.grabs[0].grab_id}`);
    expect((await waiter).body).toMatchObject({ code: 'GRAB_CANCELLED' });
    await vi.waitFor(() => expect(api.engine.openReads()).toBe(0));
  });

  it('leaves a grab that has ended as it is', async () => {
    const id = await connectedSession(api, account);
    const queued = await queueGrab(api, id);
    const record = await grabInState(api, queued, 'complete');
    const { status, body } = await cancel(api, grabPath(queued));
    expect(status).toBe(200);
    expect(body.data).toEqual(record);
    expect(await storedIds(api, id)).toHaveLength(2);
  });
});
