import { findPlacement } from '@grabber/database/placements/placement-row';
import { describe, expect, it, vi } from 'vitest';
import { createSession, request } from '../support/request.ts';
import {
  asleep,
  comeBack,
  drain,
  linked,
  notice,
  PATIENCE,
  pass,
  placed,
  round,
  severalForEach,
  start,
} from '../support/several-engines.ts';

const several = severalForEach();

describe('a session that starts', () => {
  it('is placed by free browsers, and keeps its engine', async () => {
    const { api, engines } = several;
    const [small, large] = engines;
    small.setBrowserLimit(1);
    large.setBrowserLimit(3);
    await notice(api);
    const homes = [];
    for (const name of ['a', 'b', 'c']) homes.push(await placed(several, name));
    expect(homes.map(({ home }) => home === large)).toEqual([true, true, false]);

    const { id, home } = homes[0]!;
    expect(home.leaseOf(id)).toMatchObject({ generation: 1, untilMs: expect.any(Number) });
    await request(api, `/api/sessions/${id}/stop`, { method: 'POST' });
    await round(api);
    expect((await start(api, id)).status).toBe(200);
    expect(home.leaseOf(id)).toMatchObject({ generation: 2 });

    await placed(several, 'd');
    const { body, status } = await start(api, await createSession(api, 'e'));
    expect([status, body.code]).toEqual([503, 'ENGINE_FULL']);
  });

  it('is started once, also when two APIs are asked at the same time', async () => {
    const { api, replica, engines } = several;
    const id = await createSession(api);
    const answers = await Promise.all([start(api, id), start(replica, id)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(engines.filter((engine) => engine.leaseOf(id))).toHaveLength(1);
    expect(await findPlacement(api.db, id)).toMatchObject({ generation: 1 });
  });

  it('goes to another engine when the first one refuses for want of room', async () => {
    const { api, engines } = several;
    const [first, second] = engines;
    await notice(api);
    // As it says of itself later.
    first.setBrowserLimit(0);
    second.setBrowserLimit(900);
    const { id, home } = await placed(several);
    expect(home).toBe(second);
    expect(await findPlacement(api.db, id)).toMatchObject({ engine_id: second.engineId() });
  });
});

describe('an engine that is away', () => {
  it('keeps its session until the lease is over, and then waits for the profile', async () => {
    const { api } = several;
    const { id, home } = await linked(several);
    await home.goDown();
    await notice(api);
    const moving = await request(api, `/api/sessions/${id}/grab-contacts`);
    expect([moving.status, moving.body.code]).toEqual([503, 'SESSION_MOVING']);
    expect(Number(moving.headers.get('retry-after'))).toBeGreaterThan(30);

    await pass(api, id, 71);
    await api.db.pool.query(`UPDATE engines SET heartbeat_at = now() - interval '1 hour'`);
    await round(api);
    const waiting = await start(api, id);
    expect([waiting.status, waiting.body.code]).toEqual([503, 'SESSION_WAITS_FOR_ENGINE']);
    expect(waiting.headers.get('retry-after')).not.toBeNull();

    // Unless a person decides for the last copy, and there is none.
    const older = `/api/sessions/${id}/start?restore_older=true`;
    const without = await request(api, older, { method: 'POST' });
    expect([without.status, without.body.code]).toEqual([503, 'SESSION_WAITS_FOR_ENGINE']);

    home.restart();
    await comeBack(api, home);
    await vi.waitFor(async () => {
      // A round does not count what an engine has said before it began.
      await round(api);
      expect(home.leaseOf(id)).toMatchObject({ generation: 2 });
    }, PATIENCE);
    await vi.waitFor(async () => {
      const { body } = await request(api, `/api/sessions/${id}/status`);
      expect(body.data).toMatchObject({ status: 'connecting' });
    }, PATIENCE);
  });

  it('loses a sleeping session, whose copy is current, to another engine', async () => {
    const { api } = several;
    const { id, home, other } = await asleep(several);
    await home.goDown();
    await notice(api);
    // It is still known, and still asleep.
    const listed = await request(api, '/api/sessions');
    expect(listed.body.data.sessions).toMatchObject([
      { session_id: id, status: 'connected', asleep: true },
    ]);
    const early = await start(api, id);
    expect([early.status, early.body.code]).toEqual([503, 'SESSION_MOVING']);

    await pass(api, id, 71);
    expect((await start(api, id)).status).toBe(200);
    expect(other.leaseOf(id)).toMatchObject({ generation: 2 });
    expect(other.restoreOf(id)).toEqual({ generation: 1, replace: true });
  });

  it('leaves a session that was awake to a person, who may start its last copy elsewhere', async () => {
    const { api } = several;
    const { id, home, other } = await linked(several);
    home.setHold(id, { bundle_generation: 5, bundle_is_current: false });
    await round(api);
    await home.goDown();
    await notice(api);
    await pass(api, id, 71);
    expect((await start(api, id)).body.code).toBe('SESSION_WAITS_FOR_ENGINE');
    const path = `/api/sessions/${id}/start?restore_older=true`;
    const { status } = await request(api, path, { method: 'POST' });
    expect(status).toBe(200);
    expect(other.restoreOf(id)).toEqual({ generation: 5, older: true });
  });

  it('does not hide the sessions of the others', async () => {
    const { api } = several;
    const lost = await linked(several, 'one');
    lost.other.setBrowserLimit(1_001);
    const kept = await linked(several, 'two');
    expect(kept.home).toBe(lost.other);
    await lost.home.goDown();
    await notice(api);
    const { body } = await request(api, '/api/sessions');
    expect(body.data.sessions).toMatchObject([
      { session_id: lost.id, stale: true },
      { session_id: kept.id, status: 'connected' },
    ]);
    expect(body.data.sessions[1]).not.toHaveProperty('stale');
    expect((await request(api, '/health/ready')).status).toBe(200);
  });
});

it('moves the sessions of an engine that drains at once', async () => {
  const { api, replica } = several;
  const { id, home, other } = await linked(several);
  drain(home, id);
  other.setHold(id, { is_linked: true });
  await Promise.all([round(api), round(replica)]);
  await vi.waitFor(() => expect(other.leaseOf(id)).toMatchObject({ generation: 2 }), PATIENCE);
  expect(other.restoreOf(id)).toEqual({ generation: 4, replace: true });
  await vi.waitFor(
    async () => expect(await findPlacement(api.db, id)).toMatchObject({ is_leased: true }),
    PATIENCE,
  );
  await Promise.all([round(api), round(replica)]);
  expect(other.countCalls('startSession')).toBe(1);
  const { body } = await request(api, `/api/sessions/${id}/status`);
  expect(body.data).toMatchObject({ status: 'connecting' });
  // A grab is told to come again, until the session is connected there.
  const early = await request(api, `/api/sessions/${id}/grab-contacts`);
  expect([early.status, early.body.code]).toEqual([503, 'SESSION_MOVING']);
  expect(early.headers.get('retry-after')).toBe('5');
  other.setSession(id, { status: 'connected', phone_number: '6281234567890' });
  other.setAccount(id, {});
  expect((await request(api, `/api/sessions/${id}/grab-contacts`)).status).toBe(200);
});

it('knows what a draining engine holds by its last answer, whatever asked for it', async () => {
  const { api } = several;
  const { id, home, other } = await linked(several);
  drain(home, id);
  // No round: another request looks, and then the engine ends.
  await notice(api);
  await home.goDown();
  await round(api);
  await vi.waitFor(() => expect(other.leaseOf(id)).toMatchObject({ generation: 2 }), PATIENCE);
  expect(other.restoreOf(id)).toEqual({ generation: 4, replace: true });
});

it('tells a grab to come again whose engine has gone this moment', async () => {
  const { api } = several;
  const { id, home } = await linked(several);
  await home.goDown();
  const { status, body, headers } = await request(api, `/api/sessions/${id}/grab-contacts`);
  expect([status, body.code]).toEqual([503, 'SESSION_MOVING']);
  expect(headers.get('retry-after')).toBe('2');
});

it('tells a grab to come again while an engine shows how an earlier stay of its session ended', async () => {
  const { api, replica } = several;
  const { id, home, other } = await linked(several);
  drain(home, id);
  other.setHold(id, { is_linked: true });
  await Promise.all([round(api), round(replica)]);
  await vi.waitFor(() => expect(other.leaseOf(id)).toMatchObject({ generation: 2 }), PATIENCE);
  for (const earlier of [
    { status: 'disconnected' },
    { status: 'connected', asleep: true },
  ] as const) {
    other.setSession(id, earlier);
    const { status, body } = await request(api, `/api/sessions/${id}/grab-contacts`);
    expect([status, body.code]).toEqual([503, 'SESSION_MOVING']);
  }
});

it('tells a grab to come again whose session is put to sleep, because its engine drains', async () => {
  const { api } = several;
  const { id, home } = await linked(several);
  home.setDraining(true);
  home.setFault('readContacts', { kind: 'fail', afterLines: 1, code: 'SESSION_ASLEEP' });
  const { status, body, headers } = await request(api, `/api/sessions/${id}/grab-contacts`);
  expect([status, body.code]).toEqual([503, 'SESSION_MOVING']);
  expect(headers.get('retry-after')).toBe('2');
});

it('prolongs the leases that engines use, and tells them by their own clocks', async () => {
  const { api, replica } = several;
  const { id, home } = await linked(several);
  const before = home.leaseOf(id)!.untilMs!;
  await pass(api, id, 20);
  await Promise.all([round(api), round(replica)]);
  expect(home.countCalls('renewLeases')).toBe(1);
  expect(home.leaseOf(id)!.untilMs).toBeGreaterThan(before);

  // Nothing to prolong for one that sleeps.
  await api.context.engine.sleepSession(id);
  await pass(api, id, 20);
  await round(api);
  expect(home.countCalls('renewLeases')).toBe(1);
});

it('deletes a session that sleeps on an engine: wakes it under a lease, to unlink its device', async () => {
  const { api } = several;
  const { id, home } = await asleep(several);
  const deleted = await request(api, `/api/sessions/${id}`, { method: 'DELETE' });
  expect([deleted.status, deleted.body.device_may_be_linked ?? false]).toEqual([200, false]);
  expect(home.calls.filter(({ sessionId }) => sessionId === id).at(-1)).toMatchObject({
    route: 'stopSession',
    generation: 2,
  });
  expect(await findPlacement(api.db, id)).toBeNull();
});

it.each(['LOGOUT_NOT_CONFIRMED', 'SESSION_NOT_FOUND'] as const)(
  'forgets the profile of a session that its engine has no more after a logout, %s',
  async (code) => {
    const { api } = several;
    const { id, home } = await asleep(several);
    expect(await findPlacement(api.db, id)).toMatchObject({
      is_linked: true,
      bundle_generation: 1,
    });
    home.setFault('stopSession', { kind: 'error', code });
    await request(api, `/api/sessions/${id}/logout`, { method: 'POST' });
    // Its next start must not ask for a copy that is gone.
    expect(await findPlacement(api.db, id)).toMatchObject({
      is_linked: false,
      bundle_generation: 0,
    });
  },
);

it('starts a session that has just been stopped under a new lease, by whatever process', async () => {
  const { api, replica } = several;
  const { id, home } = await linked(several);
  await notice(replica);
  await request(api, `/api/sessions/${id}/stop`, { method: 'POST' });
  // It takes the browser for a running one.
  expect((await start(replica, id)).status).toBe(200);
  expect(home.leaseOf(id)).toMatchObject({ generation: 2 });
});
