import { findPlacement } from '@grabber/database/placements/placement-row';
import { expect, it, vi } from 'vitest';
import { request } from '../support/request.ts';
import {
  asleep,
  comeBack,
  linked,
  notice,
  PATIENCE,
  pass,
  round,
  severalForEach,
  start,
} from '../support/several-engines.ts';

const several = severalForEach();

const olderStart = (id: string) =>
  request(several.api, `/api/sessions/${id}/start?restore_older=true`, { method: 'POST' });

/** A session that ran under its first lease when its engine went away, which has not been seen for long. */
async function left() {
  const { api } = several;
  const at = await linked(several);
  await at.home.goDown();
  await notice(api);
  await pass(api, at.id, 71);
  await api.db.pool.query(`UPDATE engines SET heartbeat_at = now() - interval '1 hour'`);
  return at;
}

it('starts a session elsewhere whose first start there did not reach the engine', async () => {
  const { api } = several;
  const { id, home, other } = await asleep(several);
  await home.goDown();
  await pass(api, id, 71);
  await notice(api);
  await other.goDown();
  expect((await start(api, id)).status).toBe(503);
  expect(await findPlacement(api.db, id)).toMatchObject({
    engine_id: home.engineId(),
    bundle_is_current: true,
    wants_browser: false,
  });
  // The other one never comes back.
  await comeBack(api, home);
  expect((await start(api, id)).status).toBe(200);
});

it('moves a session whose engine has sealed it, and ended before the database knew', async () => {
  const { api } = several;
  const { id, home, other } = await left();
  other.setBundle(id, { generation: 4, lease_generation: 1 });
  await vi.waitFor(async () => {
    await round(api);
    expect(other.leaseOf(id)).toMatchObject({ generation: 2 });
  }, PATIENCE);
  expect(other.restoreOf(id)).toEqual({ generation: 4, replace: true });
  expect(home.countCalls('startSession')).toBe(1);
});

it('lets a session wait whose newest copy is from an earlier lease', async () => {
  const { api } = several;
  const { id, other } = await left();
  other.setBundle(id, { generation: 4, lease_generation: 0 });
  await vi.waitFor(async () => {
    await round(api);
    expect(other.countCalls('getBundle')).toBe(1);
  }, PATIENCE);
  await round(api);
  expect((await start(api, id)).body.code).toBe('SESSION_WAITS_FOR_ENGINE');
  expect(await findPlacement(api.db, id)).toMatchObject({ bundle_is_current: false });
});

it('wakes a sleeping session on another engine where its own is full', async () => {
  const { api } = several;
  const { id, home, other } = await asleep(several);
  home.setBrowserLimit(0);
  expect((await start(api, id)).status).toBe(200);
  expect(other.leaseOf(id)).toBeDefined();
  expect(other.restoreOf(id)).toEqual({ generation: 1, replace: true });
});

it('starts a session under a new lease that has gone to sleep just now', async () => {
  const { api } = several;
  const { id, home } = await linked(several);
  home.setSession(id, { asleep: true });
  home.setHold(id, { bundle_generation: 1, bundle_is_current: true });
  expect((await start(api, id)).status).toBe(200);
  expect(home.leaseOf(id)).toMatchObject({ generation: 2 });
});

it('lets a person choose an older copy where the newest one is damaged, and its engine is away', async () => {
  const { api } = several;
  const { id, other } = await left();
  other.setFault('startSession', { kind: 'error', code: 'BUNDLE_DAMAGED' });
  other.setBundle(id, { generation: 4, lease_generation: 1 });
  await vi.waitFor(async () => {
    await round(api);
    expect(other.countCalls('startSession')).toBe(1);
  }, PATIENCE);
  expect((await olderStart(id)).body.code).toBe('BUNDLE_DAMAGED');
  other.clearFaults();
  expect((await olderStart(id)).status).toBe(200);
  expect(other.restoreOf(id)).toEqual({ generation: 4, older: true });
});

it.each(['BUNDLE_KEY_UNKNOWN', 'BUNDLE_DAMAGED', 'BUNDLE_NOT_FOUND'] as const)(
  'lets a person log out and scan again where no copy can be read, %s',
  async (code) => {
    const { api } = several;
    const { id, home, other } = await asleep(several);
    await home.goDown();
    await notice(api);
    await pass(api, id, 71);
    other.setFault('startSession', { kind: 'error', code });
    expect((await start(api, id)).body.code).toBe(code);
    const loggedOut = await request(api, `/api/sessions/${id}/logout`, { method: 'POST' });
    expect([loggedOut.status, loggedOut.body.code]).toEqual([409, 'LOGOUT_NOT_CONFIRMED']);
    other.clearFaults();
    expect((await start(api, id)).status).toBe(200);
    expect(other.restoreOf(id)).toBeUndefined();
  },
);
