import { insertRunningGrab } from '@grabber/database/grabs/running-grabs';
import { beginGrabStore, type GrabStore } from '@grabber/database/store/begin-grab-store';
import { TEST_EXCLUSION_KEY } from '@grabber/database/testing/exclusion-key';
import {
  type HeldMode,
  type HeldTable,
  holdTable,
  sessionWaiters,
} from '@grabber/database/testing/hold-table';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { createDeadline } from '@grabber/primitives/deadline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readAndStore } from '../../src/use-cases/grabs/read-and-store.ts';
import { startReplicas } from '../support/replicas.ts';
import { connectedSession, request } from '../support/request.ts';
import type { TestApi } from '../support/test-api.ts';

/** Ten times what a grab takes here, so that it is stored or read when its time is over. */
const HURRIED_MS = 5_000;
/** Between the deadline and the answer the grab's row is written, or that write goes on later. */
const ANSWER_BOUND_MS = HURRIED_MS + 20_000;
/** The wait for the lock ends the grab long before GRAB_TIMEOUT_MS, which is two minutes here. */
const LOCKED_BOUND_MS = 60_000;

let api: TestApi;
let replica: TestApi;
let hurried: TestApi;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ api, replica, hurried, stop } = await startReplicas(HURRIED_MS));
});
afterAll(() => stop());

const account = { groups: [engineGroup()], contacts: [engineContact()] };

async function storedCount(id: string): Promise<number> {
  return (await request(api, `/api/sessions/${id}/contacts`)).body.data.contacts.length;
}

async function grabRows(id: string) {
  const text = 'SELECT id, state, error FROM grabs WHERE session_id = $1 ORDER BY created_at';
  return (await api.db.pool.query(text, [id])).rows;
}

async function untilMerging(held: HeldTable): Promise<void> {
  await waitFor(async () => expect(await held.waiting()).toBe(1));
}

/** A busy machine may take longer than vitest's one second. */
function waitFor(check: () => Promise<void> | void): Promise<void> {
  return vi.waitFor(check, { timeout: 60_000 });
}

/** Released at the end of the test at the latest. */
async function hold(table: 'contacts' | 'grabs', mode?: HeldMode): Promise<HeldTable> {
  const held = await holdTable(api.db, table, mode);
  onTestFinished(() => held.release());
  return held;
}

describe('a grab that outlives GRAB_TIMEOUT_MS while it is stored', () => {
  it('answers 504, stops in Postgres, stores nothing and leaves the session free', async () => {
    const id = await connectedSession(api, account);
    const held = await hold('contacts');
    const { status, body } = await request(hurried, `/api/sessions/${id}/grab-all`);
    expect(status).toBe(504);
    expect(body).toMatchObject({
      code: 'READ_TIMEOUT',
      message: 'Gagal mengambil semua kontak: Connection timeout',
    });
    expect(await held.waiting()).toBe(0);
    expect(await grabRows(id)).toMatchObject([{ state: 'failed', error: { code: body.code } }]);
    expect((await request(hurried, `/api/sessions/${id}/grab-groups`)).status).toBe(504);
    await held.release();
    expect(await storedCount(id)).toBe(0);
    const { body: next } = await request(api, `/api/sessions/${id}/grab-all`);
    expect(next.data).toMatchObject({ saved_count: 2 });
    expect((await request(api, `/api/sessions/${id}`, { method: 'DELETE' })).status).toBe(200);
  });

  it('answers 504 although the row of the grab cannot be written, which is done later', async () => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('all', 1);
    const startedAt = performance.now();
    const answer = request(hurried, `/api/sessions/${id}/grab-all`);
    await gate.reached;
    const held = await hold('grabs');
    gate.open();
    expect(await answer).toMatchObject({ status: 504, body: { code: 'READ_TIMEOUT' } });
    expect(performance.now() - startedAt).toBeLessThan(ANSWER_BOUND_MS);
    await held.release();
    await waitFor(async () => expect(await grabRows(id)).toMatchObject([{ state: 'failed' }]));
    expect(await storedCount(id)).toBe(0);
  });
});

describe('a grab while another client keeps the table of grabs locked', () => {
  it.each(['SHARE ROW EXCLUSIVE', 'ACCESS EXCLUSIVE'] as const)(
    'answers 503 before anything is read, and works when the lock is gone (%s)',
    async (mode) => {
      const id = await connectedSession(api, account);
      const held = await hold('grabs', mode);
      const signal = AbortSignal.timeout(LOCKED_BOUND_MS);
      const { status, body, headers } = await request(api, `/api/sessions/${id}/grab-all`, {
        signal,
      });
      expect([status, body.code]).toEqual([503, 'DATABASE_UNAVAILABLE']);
      expect(headers.get('retry-after')).toBe('5');
      expect(api.engine.calls).not.toContainEqual(
        expect.objectContaining({ route: 'readAll', sessionId: id }),
      );
      expect(api.context.grabAnswers.places.inUse()).toBe(0);
      await held.release();
      expect(await grabRows(id)).toEqual([]);
      expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(200);
    },
  );
});

describe('a grab that is being stored', () => {
  it('stops when it is cancelled: its callers get 409, and nothing is stored', async () => {
    const id = await connectedSession(api, account);
    const held = await hold('contacts');
    const answer = request(api, `/api/sessions/${id}/grab-all`);
    await untilMerging(held);
    const [grab] = await grabRows(id);
    await request(api, `/api/sessions/${id}/grabs/${grab.id}`, { method: 'DELETE' });
    expect(await answer).toMatchObject({ status: 409, body: { code: 'GRAB_CANCELLED' } });
    expect(await held.waiting()).toBe(0);
    await held.release();
    expect(await grabRows(id)).toMatchObject([{ state: 'cancelled' }]);
    expect(await storedCount(id)).toBe(0);
  });

  it('is stored although its last caller leaves', async () => {
    const id = await connectedSession(api, account);
    const held = await hold('contacts');
    const controller = new AbortController();
    const left = api.grabsLeft();
    const { signal } = controller;
    const answer = request(api, `/api/sessions/${id}/grab-all`, { signal });
    await untilMerging(held);
    controller.abort();
    await expect(answer).rejects.toThrow();
    await waitFor(() => expect(api.grabsLeft()).toBe(left + 1));
    await held.release();
    await waitFor(async () => expect(await storedCount(id)).toBe(2));
    expect(await grabRows(id)).toMatchObject([{ state: 'complete' }]);
  });

  it('is answered as stored when its connection breaks after the commit', async () => {
    const session_id = await connectedSession(api, account);
    const now = () => new Date();
    const options = { session_id, kind: 'all', now, lock_timeout_ms: 1_000 } as const;
    const store = await beginGrabStore(api.db, { ...options, exclusion_key: TEST_EXCLUSION_KEY });
    const breaking: GrabStore = {
      ...store,
      finish: async (...args) => {
        await store.finish(...args);
        throw new Error('Connection terminated unexpectedly');
      },
    };
    const running = await insertRunningGrab(api.db, { session_id, kind: 'all', now: now() });
    const deadline = createDeadline(10_000, { reason: () => new Error('late') });
    const stored = await readAndStore(api.context, breaking, running, {
      owner: 'a workspace',
      deadline,
    });
    deadline.clear();
    expect(stored).toMatchObject({ state: 'complete', saved_count: 2 });
  });
});

it('a wait for another replica ends when the last caller leaves', async () => {
  const id = await connectedSession(api, account);
  const held = await hold('contacts');
  const first = request(api, `/api/sessions/${id}/grab-all`);
  await untilMerging(held);
  const controller = new AbortController();
  const { signal } = controller;
  const second = request(replica, `/api/sessions/${id}/grab-all`, { signal });
  await waitFor(async () => expect(await sessionWaiters(api.db)).toBe(1));
  controller.abort();
  await expect(second).rejects.toThrow();
  await waitFor(async () => expect(await sessionWaiters(api.db)).toBe(0));
  await held.release();
  expect((await first).status).toBe(200);
});
