import { findPlacement } from '@grabber/database/placements/placement-row';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createResume } from '../../src/use-cases/sessions/resume-on-one-engine.ts';
import { request } from '../support/request.ts';
import {
  asleep,
  drain,
  linked,
  notice,
  PATIENCE,
  pass,
  round,
  severalForEach,
  start,
} from '../support/several-engines.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const several = severalForEach();
let alone: TestApi;
beforeEach(async () => {
  // The first engine is the one that stays.
  alone = await startTestApi({ beside: several.api, fakeEngines: [] });
});
afterEach(() => alone.stop());

/** A linked session on the engine that stays, or on the other one. */
async function linkedOn(index: 0 | 1, name: string) {
  const { api, engines } = several;
  engines[0].setBrowserLimit(index === 0 ? 2_000 : 500);
  await notice(api);
  const { id, home } = await linked(several, name);
  expect(home).toBe(engines[index]);
  return id;
}

/** Its engine has put it to sleep because it ends, and the database knows. */
async function drained(id: string) {
  drain(several.engines[1], id);
  await notice(several.api);
}

/** A round of the API with one engine, when no process has seen several for long. */
async function resume() {
  await alone.db.pool.query(`UPDATE engines SET heartbeat_at = now() - interval '1 hour'`);
  await resumeNow();
}

async function resumeNow() {
  const { context } = alone;
  if (context.lone === null) throw new Error('This API has several engines');
  await createResume(context, context.lone)(new AbortController().signal);
}

it('starts again what should run, from its current copy where its profile was elsewhere', async () => {
  const [one] = several.engines;
  const here = await linkedOn(0, 'here');
  const [there, lost] = [await linkedOn(1, 'there'), await linkedOn(1, 'lost')];
  await drained(there);
  one.restart();
  // Another process still has several engines.
  await resumeNow();
  expect(one.countCalls('startSession')).toBe(1);
  await resume();
  expect(one.leaseOf(here)).toBeUndefined();
  const calls = one.calls
    .filter(({ route }) => route === 'startSession')
    .map((call) => call.sessionId);
  expect(calls.slice(1).toSorted()).toEqual([here, there].toSorted());
  expect([one.restoreOf(here), one.restoreOf(there)]).toEqual([
    undefined,
    { generation: 4, replace: true },
  ]);
  const { body } = await request(alone, `/api/sessions/${there}/status`);
  expect(body.data).toMatchObject({ status: 'connecting' });

  // Once only: what a person stops stays so. The third one waits for its engine.
  await request(alone, `/api/sessions/${here}/stop`, { method: 'POST' });
  await resume();
  expect(one.countCalls('startSession')).toBe(3);
  expect(await findPlacement(alone.db, lost)).toMatchObject({ wants_browser: true });
});

it('brings a sleeping session over, but not while another engine may run it', async () => {
  const { api, engines } = several;
  engines[0].setBrowserLimit(500);
  await notice(api);
  const { id } = await asleep(several);
  await request(api, `/api/sessions/${id}`, { method: 'PATCH', body: { keep: 'asleep' } });
  await resume();
  expect(engines[0].countCalls('startSession')).toBe(0);
  await pass(api, id, 71);
  await resume();
  expect(engines[0].restoreOf(id)).toEqual({ generation: 1, replace: true });
});

it('finds the copy of a session whose engine ended before the database knew', async () => {
  const { api, engines } = several;
  const [one, other] = engines;
  const id = await linkedOn(1, 'there');
  await other.goDown();
  await pass(api, id, 71);
  one.setBundle(id, { generation: 4, lease_generation: 1 });
  await vi.waitFor(async () => {
    await resume();
    expect(one.restoreOf(id)).toEqual({ generation: 4, replace: true });
  }, PATIENCE);
  await other.comeUp();
});

it('starts a session by hand from its current copy', async () => {
  const [one] = several.engines;
  const id = await linkedOn(1, 'there');
  await drained(id);
  expect((await start(alone, id)).status).toBe(200);
  expect(one.restoreOf(id)).toEqual({ generation: 4, replace: true });
});

it('lets a person log out and scan again where the copy cannot be read', async () => {
  const [one] = several.engines;
  const id = await linkedOn(1, 'there');
  await drained(id);
  await alone.db.pool.query('UPDATE sessions SET connected_at = now() WHERE id = $1', [id]);
  one.setFault('startSession', { kind: 'error', code: 'BUNDLE_KEY_UNKNOWN' });
  expect((await start(alone, id)).body.code).toBe('BUNDLE_KEY_UNKNOWN');
  one.clearFaults();
  const loggedOut = await request(alone, `/api/sessions/${id}/logout`, { method: 'POST' });
  expect(loggedOut.body.code).toBe('LOGOUT_NOT_CONFIRMED');
  expect((await start(alone, id)).status).toBe(200);
  expect(one.restoreOf(id)).toBeUndefined();
});

it('knows with several engines again that the one had the session since', async () => {
  const { api, engines } = several;
  const [one, other] = engines;
  const id = await linkedOn(1, 'there');
  await drained(id);
  await resume();
  one.setSession(id, { status: 'connected', phone_number: '6281234567890' });
  other.restart();
  const again = await startTestApi({ beside: api, fakeEngines: engines });
  await round(again);
  await vi.waitFor(async () => {
    await round(again);
    expect(one.leaseOf(id)).toMatchObject({ untilMs: expect.any(Number) });
  }, PATIENCE);
  expect(other.countCalls('startSession')).toBe(1);
  expect(await findPlacement(api.db, id)).toMatchObject({ engine_id: one.engineId() });
  await again.stop();
});
