import { sessionWaiters } from '@grabber/database/testing/hold-table';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startReplicas } from '../support/replicas.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let replica: TestApi;
let hurried: TestApi;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ api, replica, hurried, stop } = await startReplicas(3_000));
});
afterEach(() => api.engine.clearFaults());
afterAll(() => stop());

const account = { groups: [engineGroup()], contacts: [engineContact()] };
const readsOf = (id: string) =>
  api.engine.calls.filter((call) => call.sessionId === id && call.route.startsWith('read')).length;
const statusQuestions = (id: string) =>
  api.engine.calls.filter((call) => call.sessionId === id && call.route === 'getSession').length;
/** Resolves when so many more requests than before have asked this API for a grab. */
function grabRequests(more: number): () => Promise<void> {
  const before = api.grabRequests();
  return () => vi.waitFor(() => expect(api.grabRequests()).toBe(before + more));
}

describe('grabs of one kind at once', () => {
  it('share one read and get the same answer', async () => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('all', 1);
    const allHaveJoined = grabRequests(5);
    const grabs = Array.from({ length: 5 }, (_, n) =>
      request(api, `/api/sessions/${id}/grab-all`, { method: n % 2 ? 'GET' : 'POST' }),
    );
    await gate.reached;
    await allHaveJoined();
    gate.open();
    const answers = await Promise.all(grabs);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(readsOf(id)).toBe(1);
  });

  it('share one failure, each in its own language', async () => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('groups', 1);
    const bothHaveJoined = grabRequests(2);
    const indonesian = request(api, `/api/sessions/${id}/grab-groups`);
    const headers = { 'accept-language': 'en' };
    const english = request(api, `/api/sessions/${id}/grab-groups`, { headers });
    await gate.reached;
    await bothHaveJoined();
    await api.engine.goDown();
    expect((await indonesian).body.message).toMatch(/^Gagal mengambil kontak grup: /);
    expect((await english).body.message).toMatch(/^Failed to grab group contacts: /);
    expect((await english).body.request_id).not.toBe((await indonesian).body.request_id);
    await api.engine.comeUp();
    expect(readsOf(id)).toBe(1);
  });

  it('join across replicas', async () => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('all', 1);
    const first = request(api, `/api/sessions/${id}/grab-all`);
    await gate.reached;
    const second = request(replica, `/api/sessions/${id}/grab-all`);
    await vi.waitFor(async () => expect(await sessionWaiters(api.db)).toBe(1));
    gate.open();
    expect((await second).status).toBe(200);
    expect((await second).text).toBe((await first).text);
    expect(readsOf(id)).toBe(1);
  });

  it('one after the other are two reads', async () => {
    const id = await connectedSession(api, account);
    await request(api, `/api/sessions/${id}/grab-all`);
    await request(replica, `/api/sessions/${id}/grab-all`);
    expect(readsOf(id)).toBe(2);
  });
});

describe('a grab of another kind', () => {
  it.each(['the same API', 'a replica'])('of %s waits for the one that runs', async (where) => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('groups', 1);
    const first = request(api, `/api/sessions/${id}/grab-groups`);
    await gate.reached;
    const other = where === 'a replica' ? replica : api;
    const second = request(other, `/api/sessions/${id}/grab-contacts`);
    await vi.waitFor(() => expect(statusQuestions(id)).toBe(2));
    expect(readsOf(id)).toBe(1);
    gate.open();
    expect((await first).body.data).toMatchObject({ total_groups: 1, saved_count: 1 });
    expect((await second).body.data).toMatchObject({ total_contacts: 1, saved_count: 1 });
  });

  it('answers 409 GRAB_RUNNING when its time is over first', async () => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('groups', 1);
    const first = request(api, `/api/sessions/${id}/grab-groups`);
    await gate.reached;
    const { status, body, headers } = await request(hurried, `/api/sessions/${id}/grab-all`);
    expect(status).toBe(409);
    expect(body).toMatchObject({ success: false, code: 'GRAB_RUNNING' });
    expect(body.message).toMatch(/masih berjalan/);
    expect(headers.get('retry-after')).toBe('5');
    gate.open();
    expect((await first).status).toBe(200);
    expect(readsOf(id)).toBe(1);
  });

  it('of another session does not wait', async () => {
    const one = await connectedSession(api, account);
    const other = await connectedSession(api, account);
    const gate = api.engine.pauseReads('groups', 1);
    const first = request(api, `/api/sessions/${one}/grab-groups`);
    await gate.reached;
    const second = await request(api, `/api/sessions/${other}/grab-contacts`);
    expect(second.status).toBe(200);
    gate.open();
    expect((await first).status).toBe(200);
  });
});

describe('a client that leaves', () => {
  it('stops the read when it was the last one; nothing is stored, the next grab works', async () => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('all', 2);
    const controller = new AbortController();
    const { signal } = controller;
    const left = request(api, `/api/sessions/${id}/grab-all`, { signal });
    left.catch(() => {});
    await gate.reached;
    expect(api.engine.openReads()).toBe(1);
    controller.abort();
    await expect(left).rejects.toThrow();
    await vi.waitFor(() => expect(api.engine.openReads()).toBe(0));
    await vi.waitFor(async () => {
      const text = 'SELECT state FROM grabs WHERE session_id = $1';
      const { rows } = await api.db.pool.query(text, [id]);
      expect(rows).toEqual([{ state: 'cancelled' }]);
    });
    const stored = await request(api, `/api/sessions/${id}/contacts`);
    expect(stored.body.data.contacts).toEqual([]);
    api.engine.clearFaults();
    const { body } = await request(api, `/api/sessions/${id}/grab-all`);
    expect(body.data).toMatchObject({ saved_count: 2 });
  });

  it('does not stop the read while another one waits for it', async () => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('all', 2);
    const bothHaveJoined = grabRequests(2);
    const leftBefore = api.grabsLeft();
    const controller = new AbortController();
    const { signal } = controller;
    const left = request(api, `/api/sessions/${id}/grab-all`, { signal });
    left.catch(() => {});
    const stays = request(api, `/api/sessions/${id}/grab-all`);
    await gate.reached;
    await bothHaveJoined();
    controller.abort();
    await expect(left).rejects.toThrow();
    await expect.poll(api.grabsLeft).toBe(leftBefore + 1);
    gate.open();
    expect((await stays).body.data).toMatchObject({ saved_count: 2 });
    expect(readsOf(id)).toBe(1);
  });
});

it('a service that closes lets a running grab finish, and closes at once then', async () => {
  const closing = await startTestApi({ beside: api });
  const id = await connectedSession(api, account);
  const gate = api.engine.pauseReads('all', 1);
  const running = request(closing, `/api/sessions/${id}/grab-all`);
  await gate.reached;
  const stopped = closing.stop();
  gate.open();
  expect((await running).body.data).toMatchObject({ saved_count: 2 });
  expect((await running).headers.get('connection')).toBe('close');
  await stopped;
});

it('twenty sessions at once are all grabbed, each into its own address book', async () => {
  const ids: string[] = [];
  // One after the other: each waits for the lock of the workspace, for seconds at most.
  for (let n = 0; n < 20; n += 1) {
    const account = { contacts: [engineContact({ name: `only in ${n}` })] };
    ids.push(await connectedSession(api, account, `S${n}`));
  }
  const answers = await Promise.all(
    ids.map((id, n) => request(n % 2 ? api : replica, `/api/sessions/${id}/grab-all`)),
  );
  expect(answers.filter(({ status }) => status !== 200).map(({ body }) => body)).toEqual([]);
  const names = answers.map(({ body }) => body.data.contacts.map((c: { name: string }) => c.name));
  expect(names).toEqual(ids.map((_, n) => [`only in ${n}`]));
});
