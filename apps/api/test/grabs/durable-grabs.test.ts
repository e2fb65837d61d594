import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { GrabEvent } from '../../src/grabs/grab-events.ts';
import { grabInState, grabPath, queueGrab, readsOf, storedIds } from '../support/durable-grabs.ts';
import { connectedSession, createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterEach(() => api.engine.clearFaults());
afterAll(() => api.stop());

const account = { groups: [engineGroup()], contacts: [engineContact()] };
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe('a durable grab', () => {
  it('is answered at once, runs by itself, and its record says how it went', async () => {
    const id = await connectedSession(api, { ...account, queriesSent: 3 });
    const gate = api.engine.pauseReads('all', 1);
    const queued = await queueGrab(api, id);
    expect(queued.status).toBe(202);
    const asked = new URL(`/api/sessions/${id}/grabs`, api.url);
    const found = new URL(queued.headers.get('location') ?? '', asked);
    expect(found.pathname).toBe(grabPath(queued));
    expect(queued.body.data).toMatchObject({ kind: 'all', state: 'queued', joined: false });
    await gate.reached;
    expect(await grabInState(api, queued, 'running')).toMatchObject({ attempts: 1 });
    expect(await storedIds(api, id)).toEqual([]);
    gate.open();
    const record = await grabInState(api, queued, 'complete');
    expect(record).toMatchObject({
      total_groups: 1,
      total_contacts: 1,
      saved_count: 2,
      failed_count: 0,
      complete: true,
      error: null,
      errors: [],
      queries_sent: 3,
    });
    expect(Object.keys(record.timings).sort()).toEqual(
      ['engine_contacts_ms', 'engine_groups_ms', 'engine_total_ms', 'read_ms', 'store_ms'].concat(
        'wait_ms',
      ),
    );
    expect(record.created_at <= record.started_at).toBe(true);
    expect(record.started_at <= record.finished_at).toBe(true);
    expect(await storedIds(api, id)).toHaveLength(2);
  });

  it('tells its states and its progress within the process', async () => {
    const id = await connectedSession(api, account);
    const seen: GrabEvent[] = [];
    const end = api.context.grabEvents.subscribe((event) => seen.push(structuredClone(event)));
    const queued = await queueGrab(api, id);
    const mine = () => seen.filter(({ grab_id }) => grab_id === queued.body.data.grab_id);
    const states = () => mine().flatMap((event) => (event.type === 'state' ? [event.state] : []));
    await vi.waitFor(() => expect(states()).toEqual(['running', 'complete']));
    end();
    const progress = mine().filter(({ type }) => type === 'progress');
    expect(progress.at(-1)).toMatchObject({ groups: 1, contacts: 1 });
  });

  it('is told by NOTIFY, with ids and the state alone', async () => {
    const id = await connectedSession(api, account);
    const client = await api.db.pool.connect();
    const payloads: string[] = [];
    client.on('notification', ({ payload }) => payloads.push(payload ?? ''));
    try {
      await client.query('LISTEN grab_changed');
      const queued = await queueGrab(api, id);
      await grabInState(api, queued, 'complete');
      const { grab_id, session_id } = queued.body.data;
      await vi.waitFor(() =>
        expect(payloads.map((text) => JSON.parse(text))).toEqual(
          ['queued', 'running', 'complete'].map((state) => ({ grab_id, session_id, state })),
        ),
      );
    } finally {
      client.release(true);
    }
  });

  it('of an account that is damaged is partial, and names what is missing', async () => {
    const id = await connectedSession(api, {
      ...account,
      unreadable: [{ type: 'contact', id: '628999@s.whatsapp.net', reason: 'it threw' }],
    });
    const record = await grabInState(api, await queueGrab(api, id), 'partial');
    expect(record).toMatchObject({ saved_count: 2, failed_count: 1, complete: false });
    expect(record.errors).toHaveLength(1);
    expect(record.incomplete_reasons).toHaveLength(1);
  });

  it('asks WhatsApp for all members when `refresh` is set, as a waiting grab does', async () => {
    const id = await connectedSession(api, account);
    const asked = () =>
      api.engine.calls
        .filter((call) => call.sessionId === id && call.route.startsWith('read'))
        .map(({ query }) => query.refresh);
    const record = await grabInState(
      api,
      await queueGrab(api, id, { kind: 'groups', refresh: true }),
      'complete',
    );
    expect(record).toMatchObject({ refresh: true });
    await request(api, `/api/sessions/${id}/grab-groups?refresh=true`);
    await request(api, `/api/sessions/${id}/grab-groups?refresh=false`);
    await request(api, `/api/sessions/${id}/grab-groups`);
    expect(asked()).toEqual(['true', 'true', undefined, undefined]);
    const refused = await request(api, `/api/sessions/${id}/grab-groups?refresh=maybe`);
    expect(refused.status).toBe(400);
  });
});

describe('the list of grabs', () => {
  it('has every grab once, the newest first, page by page', async () => {
    const id = await connectedSession(api, account);
    const ids: string[] = [];
    for (const kind of ['groups', 'contacts', 'all'] as const) {
      const { body } = await request(api, `/api/sessions/${id}/grab-${kind}`);
      ids.unshift(body.data.grab_id);
    }
    const seen: string[] = [];
    let next = '';
    do {
      const { body } = await request(api, `/api/sessions/${id}/grabs?limit=2${next}`);
      seen.push(...body.data.grabs.map(({ grab_id }: { grab_id: string }) => grab_id));
      expect(body.data.grabs[0]).not.toHaveProperty('errors');
      next = body.data.next_cursor && `&cursor=${body.data.next_cursor}`;
    } while (next);
    expect(seen).toEqual(ids);
  });

  it('refuses a cursor of another session', async () => {
    const id = await connectedSession(api, account);
    for (let n = 0; n < 2; n += 1) await request(api, `/api/sessions/${id}/grab-all`);
    const { body } = await request(api, `/api/sessions/${id}/grabs?limit=1`);
    const other = await createSession(api);
    const path = `/api/sessions/${other}/grabs?cursor=${body.data.next_cursor}`;
    expect((await request(api, path)).body).toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});

describe('404', () => {
  it.each(['GET', 'DELETE'])('%s of an unknown grab, or of another session', async (method) => {
    const id = await connectedSession(api, account);
    const other = await createSession(api);
    const { body } = await request(api, `/api/sessions/${id}/grab-all`);
    for (const grabId of [UNKNOWN_ID, 'x', body.data.grab_id]) {
      const answer = await request(api, `/api/sessions/${other}/grabs/${grabId}`, { method });
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'GRAB_NOT_FOUND' });
    }
  });

  it('a session that is not there cannot be grabbed', async () => {
    const { status, body } = await queueGrab(api, UNKNOWN_ID);
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: 'SESSION_NOT_FOUND' });
  });
});

describe('retried', () => {
  it('until the engine can be reached; meanwhile the record says why it waits', async () => {
    const id = await connectedSession(api, account);
    await api.engine.goDown();
    const queued = await queueGrab(api, id);
    await vi.waitFor(async () => {
      const { body } = await request(api, grabPath(queued));
      expect(body.data).toMatchObject({ state: 'queued', error: { code: 'ENGINE_UNREACHABLE' } });
    });
    await api.engine.comeUp();
    expect(await grabInState(api, queued, 'complete')).toMatchObject({ error: null });
    expect(readsOf(api, id)).toBe(1);
  });

  it.each([
    ['broke off', { kind: 'cut', afterLines: 2, how: 'destroy' }],
    ['lost its browser', { kind: 'fail', afterLines: 2, code: 'BROWSER_CRASHED' }],
    ['was aborted', { kind: 'fail', afterLines: 2, code: 'READ_ABORTED' }],
    ['was too late', { kind: 'fail', afterLines: 2, code: 'READ_TIMEOUT' }],
  ] as const)('when the read %s, and stores each item once', async (_, fault) => {
    const id = await connectedSession(api, account);
    api.engine.setFault('readAll', fault);
    const queued = await queueGrab(api, id);
    await vi.waitFor(() => expect(readsOf(api, id)).toBeGreaterThan(0));
    api.engine.clearFaults();
    const record = await grabInState(api, queued, 'complete');
    expect(record.attempts).toBeGreaterThan(1);
    expect(record).toMatchObject({ saved_count: 2, updated_count: 0 });
  });

  it('once the session is connected', async () => {
    const id = await createSession(api);
    api.engine.setSession(id, { status: 'connecting' });
    api.engine.setAccount(id, account);
    const queued = await queueGrab(api, id);
    await vi.waitFor(async () => {
      const { body } = await request(api, grabPath(queued));
      expect(body.data).toMatchObject({ error: { code: 'SESSION_NOT_CONNECTED' } });
    });
    api.engine.setSession(id, { status: 'connected' });
    await grabInState(api, queued, 'complete');
  });

  it('not when a person must act first', async () => {
    const id = await connectedSession(api, account);
    const fault = { kind: 'fail', afterLines: 1, code: 'WHATSAPP_WEB_CHANGED' } as const;
    api.engine.setFault('readAll', fault);
    const record = await grabInState(api, await queueGrab(api, id), 'failed');
    expect(record).toMatchObject({ attempts: 1, error: { code: 'WHATSAPP_WEB_CHANGED' } });
    const unlinked = await createSession(api);
    api.engine.setSession(unlinked, { status: 'logged_out' });
    const refused = await grabInState(api, await queueGrab(api, unlinked), 'failed');
    expect(refused).toMatchObject({ error: { code: 'SESSION_NOT_CONNECTED' } });
  });

  it('only so often; then it has failed with the last reason', async () => {
    const grabRetry = { limit: 1, delaySeconds: 1, maxDelaySeconds: 1 };
    const impatient = await startTestApi({ grabRetry });
    const id = await connectedSession(impatient, account);
    impatient.engine.setFault('readAll', { kind: 'error', code: 'BROWSER_CRASHED' });
    const record = await grabInState(impatient, await queueGrab(impatient, id), 'failed');
    expect(record).toMatchObject({ attempts: 2, error: { code: 'BROWSER_CRASHED' } });
    expect(readsOf(impatient, id)).toBe(2);
    await impatient.stop();
  });
});
