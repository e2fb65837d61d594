import type { ApiEvent } from '@grabber/contracts/api/event';
import { listApiKeys } from '@grabber/database/api-keys/api-keys';
import { revokeApiKey } from '@grabber/database/api-keys/key-family';
import { findSession } from '@grabber/database/sessions/sessions';
import { holdTable } from '@grabber/database/testing/hold-table';
import { createWorkspace } from '@grabber/database/workspaces/workspaces';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSessionListing } from '../../src/events/session-listing.ts';
import type { Scope } from '../../src/use-cases/access/access.ts';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { follow } from '../support/event-reader.ts';
import { connectedSession, createSession, request } from '../support/request.ts';
import { ADMIN_KEY, ROOMY, startTestApi, type TestApi } from '../support/test-api.ts';

const CHECK_MS = 200;
const MAX_STREAMS = 12;

let api: TestApi;
beforeAll(async () => {
  const workspaceLimits = { ...ROOMY, eventStreams: MAX_STREAMS };
  api = await startTestApi({ eventCheckMs: CHECK_MS, workspaceLimits });
});
afterAll(() => api.stop());

async function keyWith(scopes: readonly Scope[], workspace?: string): Promise<string> {
  const clock = () => new Date();
  return (await createKey({ db: api.db, clock }, { name: 'a key', scopes, workspace })).key;
}

const eventsOf = (id: string) => `/api/sessions/${id}/events`;
const isSnapshot = (events: readonly ApiEvent[]) => events[0]?.type === 'snapshot';

function statusesIn(events: readonly ApiEvent[], id: string) {
  return events.flatMap((event) =>
    event.type === 'session' && event.session.session_id === id ? [event.session.status] : [],
  );
}

/** As the last event or the snapshot has it; undefined while it is stale. */
function lastStatus(events: readonly ApiEvent[], id: string) {
  const told = events.flatMap((event) => {
    if (event.type === 'snapshot') return event.sessions;
    return event.type === 'session' ? [event.session] : [];
  });
  const last = told.findLast(({ session_id }) => session_id === id);
  return last?.stale ? undefined : last?.status;
}

function grabStatesIn(events: readonly ApiEvent[], id: string) {
  return events.flatMap((event) =>
    event.type === 'grab' && event.session_id === id ? [event.state] : [],
  );
}

const qrExpiry = () => new Date(Date.now() + 60_000).toISOString();

describe('the events', () => {
  it('begin with the sessions as they are, and tell every change of a status', async () => {
    const id = await connectedSession(api);
    const all = await follow(api);
    const own = await follow(api, eventsOf(id));
    for (const { until } of [all, own]) await until((seen) => lastStatus(seen, id) === 'connected');
    api.engine.setSession(id, { status: 'connecting' });
    api.engine.setSession(id, { status: 'connected' });
    for (const follower of [all, own]) {
      const told = ['connecting', 'connected'];
      const isTold = (seen: readonly ApiEvent[]) =>
        statusesIn(seen, id).slice(-2).join() === told.join();
      expect(isSnapshot(await follower.until(isTold))).toBe(true);
      await follower.leave();
    }
    const [snapshot] = own.ofType('snapshot');
    expect(snapshot).toMatchObject({ sessions: [{ session_id: id }], qrs: [], grabs: [] });
  });

  it('say what is wrong in the language of their reader, in the snapshot and later', async () => {
    const id = await createSession(api);
    const fail = () => {
      const last_error = { code: 'LOGIN_LOST', message: 'The login is lost.' };
      api.engine.setSession(id, { status: 'failed', last_error });
    };
    fail();
    const readers = await Promise.all(
      ['id', 'en'].map((language) => follow(api, eventsOf(id), ADMIN_KEY, language)),
    );
    for (const { until } of readers) await until((seen) => lastStatus(seen, id) === 'failed');
    api.engine.setSession(id, { status: 'connecting', last_error: null });
    fail();
    for (const [place, { until, events, ofType, leave }] of readers.entries()) {
      await until((seen) => statusesIn(seen, id).slice(-2).join() === 'connecting,failed');
      const reports = [
        ...events.flatMap((event) => (event.type === 'snapshot' ? event.sessions : [])),
        ...ofType('session').map(({ session }) => session),
      ].filter(({ status }) => status === 'failed');
      expect(reports.length).toBeGreaterThan(1);
      for (const { last_error, action_required } of reports) {
        const [why, todo] = place === 0 ? [/^Profil/, /^Hapus/] : [/^The login/, /^Remove/];
        expect(last_error?.message).toMatch(why);
        expect(action_required?.message).toMatch(todo);
      }
      await leave();
    }
  });

  it('show a session as the status route does', async () => {
    const id = await connectedSession(api);
    const last_error = { code: 'BROWSER_CRASHED', message: 'It crashed.' };
    api.engine.setSession(id, { status: 'failed', last_error, phone_number: null });
    const follower = await follow(api, eventsOf(id));
    await follower.until((seen) => lastStatus(seen, id) === 'failed');
    await follower.leave();
    const shown = [
      ...follower.ofType('session').map(({ session }) => session),
      ...follower.ofType('snapshot').flatMap(({ sessions }) => sessions),
    ];
    await vi.waitFor(async () => {
      const { body } = await request(api, `/api/sessions/${id}/status`);
      const {
        budget: _,
        next_run_at: __,
        waking: ___,
        last_complete_grab: ____,
        ...status
      } = body.data;
      expect(shown).toContainEqual(status);
    });
  });

  it('keep the stored status up with the engine, whether it is asked for or not', async () => {
    const id = await connectedSession(api);
    const stored = async () => (await findSession(api.db, { id, workspace_id: null }))?.status;
    await vi.waitFor(async () => expect(await stored()).toBe('connected'));
    api.engine.setSession(id, { status: 'logged_out' });
    await vi.waitFor(async () => expect(await stored()).toBe('logged_out'));
    api.engine.dropSession(id);
    api.engine.setSession(id, { status: 'connecting' });
    api.engine.dropSession(id);
    await vi.waitFor(async () => expect(await stored()).toBe('disconnected'));
  });

  it('are silent about the sessions of other workspaces', async () => {
    await createWorkspace(api.db, { name: 'next door', now: new Date() });
    const key = await keyWith(['read', 'manage'], 'next door');
    const made = await request(api, '/api/sessions', {
      method: 'POST',
      key,
      body: { name: 'theirs' },
    });
    const theirs = made.body.data.session_id as string;
    const ours = await connectedSession(api);
    const follower = await follow(api, '/api/events', key);
    api.engine.setSession(ours, { status: 'failed' });
    api.engine.setSession(theirs, { status: 'connected' });
    const events = await follower.until((seen) => statusesIn(seen, theirs).includes('connected'));
    await follower.leave();
    expect(JSON.stringify(events)).not.toContain(ours);
    expect((await request(api, eventsOf(ours), { key })).status).toBe(404);
  });

  it('tell when a session is deleted, and those of that session end', async () => {
    const id = await connectedSession(api);
    const [all, own] = [await follow(api), await follow(api, eventsOf(id))];
    expect((await request(api, `/api/sessions/${id}`, { method: 'DELETE' })).status).toBe(200);
    await own.ended;
    const removed = { type: 'session_removed', session_id: id };
    expect(own.events.at(-1)).toEqual(removed);
    await all.until(() => all.ofType('session_removed').some((one) => one.session_id === id));
    await all.leave();
  });

  it('tell at once, in every replica, that a session was created, renamed and deleted', async () => {
    // Its streams are not checked while this test runs.
    const beside = await startTestApi({ beside: api, eventCheckMs: 600_000 });
    const follower = await follow(beside);
    await follower.until(isSnapshot);
    const id = await createSession(api);
    await follower.until((seen) => statusesIn(seen, id).length === 1);
    const body = { name: 'Renamed' };
    expect((await request(api, `/api/sessions/${id}`, { method: 'PATCH', body })).status).toBe(200);
    await follower.until((seen) => statusesIn(seen, id).length === 2);
    const own = await follow(beside, eventsOf(id));
    expect((await request(api, `/api/sessions/${id}`, { method: 'DELETE' })).status).toBe(200);
    await follower.until(() => follower.ofType('session_removed').length === 1);
    await own.ended;
    expect(own.events.at(-1)).toEqual({ type: 'session_removed', session_id: id });
    await follower.leave();
    await beside.stop();
  });

  it('say each of them once, also when the stream is checked just then', async () => {
    const beside = await startTestApi({ beside: api, eventCheckMs: 20 });
    const follower = await follow(beside);
    await follower.until(isSnapshot);
    const ids = await Promise.all([1, 2, 3, 4].map(() => createSession(api)));
    await follower.until((seen) => ids.every((id) => statusesIn(seen, id).length > 0));
    for (const id of ids) await request(api, `/api/sessions/${id}`, { method: 'DELETE' });
    const removedOf = (id: string) =>
      follower.ofType('session_removed').filter((event) => event.session_id === id);
    await follower.until(() => ids.every((id) => removedOf(id).length > 0));
    const last = await createSession(api);
    await follower.until((seen) => statusesIn(seen, last).length > 0);
    expect(ids.map((id) => removedOf(id).length)).toEqual([1, 1, 1, 1]);
    await follower.leave();
    await beside.stop();
  });

  it('include sessions that were created after the start of the stream', async () => {
    const follower = await follow(api);
    const id = await createSession(api);
    await follower.until((seen) => statusesIn(seen, id).includes('disconnected'));
    await follower.leave();
  });
});

describe('the QR', () => {
  it('is shown in the events of its session, to a key that may manage it', async () => {
    const id = await createSession(api);
    const key = await keyWith(['read', 'manage']);
    const follower = await follow(api, eventsOf(id), key);
    api.engine.setSession(id, { status: 'qr', qr_expires_at: qrExpiry() });
    await follower.until(() => follower.ofType('qr').length > 0);
    await follower.leave();
    const { body } = await request(api, `/api/sessions/${id}/qr`);
    const shown = { type: 'qr', session_id: id, ...body.data };
    expect(follower.ofType('qr')).toEqual([shown]);
    const late = await follow(api, eventsOf(id), key);
    await late.until(isSnapshot);
    await late.leave();
    expect(late.events[0]).toMatchObject({ qrs: [shown] });
  });

  it('is announced to all others without its text', async () => {
    const id = await createSession(api);
    const followers = [
      await follow(api, eventsOf(id), await keyWith(['read'])),
      await follow(api, '/api/events', await keyWith(['read', 'manage'])),
      await follow(api),
    ];
    const expires_at = qrExpiry();
    api.engine.setSession(id, { status: 'qr', qr_expires_at: expires_at });
    const announced = { type: 'qr', session_id: id, expires_at };
    for (const follower of followers) {
      await follower.until(() => follower.ofType('qr').some((one) => one.session_id === id));
      await follower.leave();
      expect(follower.ofType('qr')).toContainEqual(announced);
      expect(JSON.stringify(follower.events)).not.toContain('2@');
    }
    const late = await follow(api, eventsOf(id), await keyWith(['read']));
    await late.until(isSnapshot);
    await late.leave();
    expect(late.events[0]).toMatchObject({ qrs: [announced] });
    expect(JSON.stringify(late.events)).not.toContain('2@');
  });
});

describe('a grab', () => {
  const contacts = Array.from({ length: 1_200 }, (_, n) =>
    engineContact({ phone: `62813${n + 1e6}` }),
  );
  const account = { contacts, groups: [engineGroup()] };

  it('is told with its states, its progress and its counters', async () => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('all', 3);
    const follower = await follow(api, eventsOf(id));
    const grab = request(api, `/api/sessions/${id}/grab-all`);
    await gate.reached;
    await follower.until((seen) => grabStatesIn(seen, id).includes('running'));
    // The progress comes from the engine, and the states from the database.
    await follower.until(() => follower.ofType('progress').length > 0);
    const late = await follow(api, eventsOf(id));
    await late.until(isSnapshot);
    await late.leave();
    // Progress that comes after the end of the grab does not say of which grab it is.
    const held = await holdTable(api.db, 'contacts');
    gate.open();
    await follower.until(() => follower.ofType('progress').at(-1)?.done === 1_200);
    const progress = follower.ofType('progress').at(-1);
    await held.release();
    const { data } = (await grab).body;
    await follower.until((seen) => grabStatesIn(seen, id).includes('complete'));
    await follower.leave();
    api.engine.clearFaults();
    const { grab_id } = data;
    expect(late.events[0]).toMatchObject({
      grabs: [{ grab_id, state: 'running' }],
      progress: [{ grab_id, kind: 'all' }],
    });
    expect(follower.ofType('grab').at(-1)).toMatchObject({
      grab_id,
      state: 'complete',
      complete: true,
      saved_count: data.saved_count,
      total_contacts: 1_200,
    });
    expect(progress).toMatchObject({
      grab_id,
      phase: 'contacts',
      done: 1_200,
      total: 1_200,
    });
  });

  it('of another replica is told, too', async () => {
    const id = await connectedSession(api, account);
    const beside = await startTestApi({ beside: api });
    const follower = await follow(beside, eventsOf(id));
    await follower.until(isSnapshot);
    expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(200);
    await follower.until((seen) => grabStatesIn(seen, id).includes('complete'));
    await follower.leave();
    await beside.stop();
  });

  it('that fails is told with its code', async () => {
    const id = await connectedSession(api, account);
    const follower = await follow(api, eventsOf(id));
    api.engine.setFault('readAll', { kind: 'cut', afterLines: 2, how: 'end' });
    expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(502);
    await follower.until((seen) => grabStatesIn(seen, id).includes('failed'));
    await follower.leave();
    api.engine.clearFaults();
    const error = { code: 'ENGINE_STREAM_TRUNCATED' };
    expect(follower.ofType('grab').at(-1)).toMatchObject({ state: 'failed', error });
  });
});

describe('a stream of events', () => {
  it('ends soon after its key was revoked', async () => {
    const key = await keyWith(['read']);
    const follower = await follow(api, '/api/events', key);
    const rows = await listApiKeys(api.db, { workspace_id: null });
    const row = rows.find(({ prefix }) => key.startsWith(prefix));
    await revokeApiKey(api.db, { id: row!.id, workspace_id: null, now: new Date() });
    await follower.ended;
    expect(isSnapshot(follower.events)).toBe(true);
  });

  it('is refused when its workspace has as many as it may have, whatever key asks, until one is closed', async () => {
    const keys = [await keyWith(['read']), await keyWith(['read'])];
    const [key = ''] = keys;
    const followers = [];
    for (let n = 0; n < MAX_STREAMS; n += 1)
      followers.push(await follow(api, '/api/events', keys[n % 2]));
    const refused = await request(api, '/api/events', { key });
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ code: 'RATE_LIMITED' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await (await follow(api)).leave();
    await followers[0]?.leave();
    await vi.waitFor(async () => (await follow(api, '/api/events', key)).leave());
    for (const follower of followers) await follower.leave();
  });

  it('asks for the sessions once in a while, however many streams are open', async () => {
    const listing = createSessionListing(api.db);
    const queries = vi.spyOn(api.db.orm, 'select');
    const notBefore = performance.now();
    const maxAgeMs = 600_000;
    const read = () => listing.read({ notBefore, maxAgeMs });
    const all = await Promise.all(Array.from({ length: 500 }, read));
    expect(new Set(all).size).toBe(1);
    const calls = queries.mock.calls.length;
    expect(await listing.read({ notBefore: performance.now(), maxAgeMs })).not.toBe(all[0]);
    expect(queries.mock.calls.length).toBeGreaterThan(calls);
    queries.mockRestore();
  });

  it('asks proxies to hand on each event at once', async () => {
    const { response, leave } = await follow(api);
    await leave();
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('does not keep the service from stopping', async () => {
    const other = await startTestApi();
    const follower = await follow(other);
    await follower.until(isSnapshot);
    await other.stop();
    await expect(follower.ended).resolves.toBeUndefined();
  });
});

it('the events of a session show how far its sync is', async () => {
  const id = await connectedSession(api);
  const follower = await follow(api, eventsOf(id));
  const parts = { groups: true, contacts: true, history: false, caught_up: true };
  const sync = { state: 'syncing', progress: 75, ...parts } as const;
  api.engine.setSession(id, { status: 'connected', sync });
  await follower.until(() => follower.ofType('session').at(-1)?.session.sync?.state === 'syncing');
  await follower.leave();
  expect(follower.ofType('session').at(-1)?.session).toMatchObject({ status: 'connected', sync });
});

describe('when the engine is away', () => {
  it('statuses are stale, and are sent again when the engine is back', async () => {
    const id = await connectedSession(api);
    const follower = await follow(api, eventsOf(id));
    await follower.until((seen) => lastStatus(seen, id) === 'connected');
    const last = () => follower.ofType('session').at(-1)?.session;
    const warnings = () => api.logs.filter(({ msg }) => String(msg).includes('event stream lost'));
    const before = warnings().length;
    // An event is shown before it is stored, and a stale status is the stored one.
    await vi.waitFor(async () =>
      expect(await findSession(api.db, { id, workspace_id: null })).toMatchObject({
        status: 'connected',
      }),
    );
    await api.engine.goDown();
    await follower.until(() => last()?.stale === true);
    expect(last()?.status).toBe('connected');
    const late = await follow(api, eventsOf(id));
    await late.until(isSnapshot);
    await late.leave();
    expect(late.events[0]).toMatchObject({ sessions: [{ status: 'connected', stale: true }] });
    api.engine.setSession(id, { status: 'failed' });
    await api.engine.comeUp();
    await follower.until(() => last()?.stale === undefined);
    await follower.leave();
    expect(last()).toMatchObject({ session_id: id, status: 'failed' });
    expect(warnings()).toHaveLength(before + 1);
  });
});

it('what another process stores at the same time does not make a session readable', async () => {
  const other = await startTestApi();
  const id = await connectedSession(other);
  await other.db.pool.query(`
    CREATE FUNCTION outdated() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN NEW.status := 'connected'; RETURN NEW; END $$;
    CREATE TRIGGER outdated BEFORE UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION outdated()`);
  other.engine.setSession(id, { status: 'qr' });
  const answer = await request(other, `/api/sessions/${id}/grab-all`);
  expect([answer.status, answer.body.status]).toEqual([409, 'qr']);
  expect(other.engine.countCalls('readAll')).toBe(0);
  await other.stop();
});
