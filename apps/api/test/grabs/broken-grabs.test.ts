import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { fakeGate } from '@grabber/engine-client/testing/fake-fault';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { grabInState, grabPath, queueGrab } from '../support/durable-grabs.ts';
import { startReplicas } from '../support/replicas.ts';
import { connectedSession, request } from '../support/request.ts';
import type { TestApi } from '../support/test-api.ts';

let api: TestApi;
let replica: TestApi;
let hurried: TestApi;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ api, replica, hurried, stop } = await startReplicas(3_000));
});
afterEach(() => api.engine.clearFaults());
afterAll(() => stop());

const account = { groups: [engineGroup()], contacts: [engineContact()], queriesSent: 3 };
/** Header, groups, contacts, and the progress line with the number of requests to WhatsApp. */
const LINES_BEFORE_TRAILER = 4;

async function lastGrab(id: string) {
  return (await request(api, `/api/sessions/${id}/grabs`)).body.data.grabs[0];
}

/** Resolves when the read of that session has told this API of its requests to WhatsApp. */
function toldOfQueries({ context }: TestApi, sessionId: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = context.grabEvents.subscribe((event) => {
    if (event.session_id !== sessionId || event.type !== 'progress') return;
    if (event.queries_sent === account.queriesSent) resolve();
  });
  return promise.finally(end);
}

/** Each store takes the next number of its session's changes: none can until the answer is called. */
async function holdStoresBack(sessionId: string): Promise<() => Promise<void>> {
  const client = await api.db.pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT FROM change_counters WHERE session_id = $1 FOR UPDATE', [sessionId]);
  return async () => {
    await client.query('ROLLBACK');
    client.release();
  };
}

async function storesHeldBack(): Promise<number> {
  const text = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock'
    AND datname = current_database() AND query LIKE '%INSERT INTO change_counters%'`;
  return (await api.db.pool.query(text)).rows[0].n;
}

describe('the requests to WhatsApp of a grab that stored nothing are in its record', () => {
  it('when its read broke off', async () => {
    const id = await connectedSession(api, account);
    const fault = { kind: 'cut', afterLines: LINES_BEFORE_TRAILER, how: 'destroy' } as const;
    api.engine.setFault('readAll', fault);
    await request(api, `/api/sessions/${id}/grab-all`);
    expect(await lastGrab(id)).toMatchObject({ state: 'failed', queries_sent: 3 });
  });

  it('when it timed out', async () => {
    const id = await connectedSession(api, account);
    const gate = fakeGate();
    const fault = { kind: 'pause', afterLines: LINES_BEFORE_TRAILER, gate } as const;
    api.engine.setFault('readAll', fault);
    const { status } = await request(hurried, `/api/sessions/${id}/grab-all`);
    expect(status).toBe(504);
    expect(await lastGrab(id)).toMatchObject({ state: 'failed', queries_sent: 3 });
  });

  it('when the last of its callers left', async () => {
    const id = await connectedSession(api, account);
    api.engine.pauseReads('all', LINES_BEFORE_TRAILER);
    const told = toldOfQueries(api, id);
    const controller = new AbortController();
    const left = request(api, `/api/sessions/${id}/grab-all`, { signal: controller.signal });
    left.catch(() => {});
    await told;
    controller.abort();
    await vi.waitFor(async () =>
      expect(await lastGrab(id)).toMatchObject({ state: 'cancelled', queries_sent: 3 }),
    );
  });

  it('and are added to those of the next try', async () => {
    const id = await connectedSession(api, account);
    const fault = { kind: 'cut', afterLines: LINES_BEFORE_TRAILER, how: 'destroy' } as const;
    api.engine.setFault('readAll', fault);
    const queued = await queueGrab(api, id);
    await vi.waitFor(async () => {
      const { body } = await request(api, grabPath(queued));
      expect(body.data).toMatchObject({ error: { code: 'ENGINE_STREAM_TRUNCATED' } });
    });
    api.engine.clearFaults();
    const { attempts, queries_sent } = await grabInState(api, queued, 'complete');
    expect(attempts).toBeGreaterThan(1);
    expect(queries_sent).toBe(attempts * account.queriesSent);
  });

  it('and the next try of a refresh does not ask again', async () => {
    const id = await connectedSession(api, account);
    const fault = { kind: 'cut', afterLines: LINES_BEFORE_TRAILER, how: 'destroy' } as const;
    api.engine.setFault('readAll', fault);
    const queued = await queueGrab(api, id, { kind: 'all', refresh: true });
    await vi.waitFor(async () => {
      const { body } = await request(api, grabPath(queued));
      expect(body.data).toMatchObject({ error: { code: 'ENGINE_STREAM_TRUNCATED' } });
    });
    api.engine.clearFaults();
    await grabInState(api, queued, 'complete');
    const reads = api.engine.calls.filter(
      ({ route, sessionId }) => sessionId === id && route === 'readAll',
    );
    expect(reads.map(({ query }) => String(query.refresh ?? false))).toEqual([
      'true',
      ...reads.slice(1).map(() => 'false'),
    ]);
  });
});

describe('a running grab that is cancelled', () => {
  it.each(['the same API', 'a replica'])(
    'at %s keeps what its run has cost: the phases that ended, and the requests to WhatsApp',
    async (where) => {
      const id = await connectedSession(api, account);
      api.engine.pauseReads('all', LINES_BEFORE_TRAILER);
      const told = toldOfQueries(api, id);
      const queued = await queueGrab(api, id);
      await told;
      const at = where === 'a replica' ? replica : api;
      const { body } = await request(at, grabPath(queued), { method: 'DELETE' });
      const timings = { wait_ms: expect.any(Number) };
      expect(body.data).toMatchObject({ state: 'cancelled' });
      expect(body.data.timings).toEqual(timings);
      await vi.waitFor(async () => expect(await lastGrab(id)).toMatchObject({ queries_sent: 3 }));
      expect((await lastGrab(id)).timings).toEqual(timings);
    },
  );

  it('when it was read already keeps the time of its read, too', async () => {
    const id = await connectedSession(api, account);
    const letGo = await holdStoresBack(id);
    const queued = await queueGrab(api, id);
    await vi.waitFor(async () => expect(await storesHeldBack()).toBe(1));
    await request(replica, grabPath(queued), { method: 'DELETE' });
    await letGo();
    const timings = { wait_ms: expect.any(Number), read_ms: expect.any(Number) };
    const kept = async () => expect((await lastGrab(id)).timings).toEqual(timings);
    await vi.waitFor(kept);
    expect(await lastGrab(id)).toMatchObject({ state: 'cancelled', queries_sent: 3 });
  });
});
