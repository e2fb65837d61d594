import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProfileBundles } from '../../src/bundles/profile-bundles.ts';
import { describeEngine } from '../../src/use-cases/describe-engine.ts';
import { LOGGED_OUT } from '../support/fake-browser.ts';
import { type Engine, lease, leased } from '../support/leased-sessions.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

let stage: SessionStage;
let forget: ReturnType<typeof vi.fn<ProfileBundles['forget']>>;

beforeEach(async () => {
  forget = vi.fn<ProfileBundles['forget']>(async () => undefined);
  const bundles: ProfileBundles = {
    seal: async () => ({ generation: 4, bytes: 1 }),
    restore: () => Promise.reject(new Error('no restore')),
    newest: () => Promise.reject(new Error('no copy')),
    forget,
  };
  stage = await openSessionStage({ bundles });
});
afterEach(() => stage.close());

const LEASE_LOST = { code: 'LEASE_LOST' };
const IN_USE = { code: 'PROFILE_IN_USE' };
const LEASE_MS = 30_000;

/** A session whose profile has stayed here, after its lease. */
async function left(engine: Engine, generation = 5) {
  await leased(engine, generation);
  await engine.registry.sleep('one');
  engine.leaseClock.advance(LEASE_MS);
}

async function holdOf({ registry, leaseClock }: Engine) {
  const { holds } = await describeEngine({
    engine: { bootId: 'boot', clock: leaseClock, id: async () => randomUUID() },
    sessions: registry,
    limits: { maxBrowsers: 20, maxSessions: 20 },
  });
  return holds.find(({ session_id }) => session_id === 'one');
}

const directory = () => `${stage.dataDir}/engine/sessions/one`;

describe('a profile that is not used any more', () => {
  it('goes with its record, without a browser, and its stored copies stay', async () => {
    const engine = await stage.engine();
    await left(engine);
    await access(directory());
    await engine.registry.dropProfile('one', 5);
    await expect(access(directory())).rejects.toMatchObject({ code: 'ENOENT' });
    expect(engine.registry.find('one')).toBeUndefined();
    expect([engine.browsers.length, forget.mock.calls.length]).toEqual([1, 0]);
    const again = engine.registry.dropProfile('one', 5);
    await expect(again).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
  });

  it('stays while a browser runs, and while its lease is in force', async () => {
    const engine = await stage.engine();
    const browser = await leased(engine, 5);
    await expect(engine.registry.dropProfile('one', 5)).rejects.toMatchObject(IN_USE);
    expect(browser.isEnded()).toBe(false);
    await engine.registry.sleep('one');
    await expect(engine.registry.dropProfile('one', 5)).rejects.toMatchObject(IN_USE);
    engine.leaseClock.advance(LEASE_MS);
    await engine.registry.dropProfile('one', 5);
  });

  it('stays when it has run under another lease than the one that is meant, or without one', async () => {
    const engine = await stage.engine();
    await left(engine, 5);
    for (const other of [4, 6, 0])
      await expect(engine.registry.dropProfile('one', other)).rejects.toMatchObject(LEASE_LOST);
    await left(engine, 7);
    await expect(engine.registry.dropProfile('one', 5)).rejects.toMatchObject(LEASE_LOST);

    await engine.connected('one');
    await engine.registry.stop('one');
    for (const earlier of [5, 7])
      await expect(engine.registry.dropProfile('one', earlier)).rejects.toMatchObject(LEASE_LOST);
    expect(await holdOf(engine)).toMatchObject({ profile_generation: 0 });
    await access(directory());
  });

  it('is not taken from a start that comes first, and a start that comes after it finds none', async () => {
    const engine = await stage.engine();
    await left(engine, 5);
    const start = engine.registry.start('one', { lease: lease(engine, 6) });
    const drop = engine.registry.dropProfile('one', 5);
    await expect(drop).rejects.toMatchObject(LEASE_LOST);
    await start;
    await engine.registry.stop('one');
    engine.leaseClock.advance(LEASE_MS);
    const [, browser] = await Promise.all([
      engine.registry.dropProfile('one', 6),
      leased(engine, 8),
    ]);
    expect(browser.wasPaired).toBe(false);
  });

  it('is known by its lease after a restart of the engine', async () => {
    const before = await stage.engine();
    await left(before, 5);
    await before.close();
    const engine = await stage.engine();
    expect(await holdOf(engine)).toMatchObject({ generation: null, profile_generation: 5 });
    await expect(engine.registry.dropProfile('one', 4)).rejects.toMatchObject(LEASE_LOST);
    await engine.registry.dropProfile('one', 5);
    await expect(access(directory())).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

it('the copies of a deleted session go, and not those of one that is here', async () => {
  const engine = await stage.engine();
  await left(engine);
  await expect(engine.registry.forgetDeleted('one')).rejects.toMatchObject(IN_USE);
  expect(forget).not.toHaveBeenCalled();
  await engine.registry.forgetDeleted('another');
  expect(forget).toHaveBeenCalledWith('another');
});

describe('what the engine says of the link under a lease', () => {
  it('is that it lives, from the first connection on, also when the session sleeps or is unlinked', async () => {
    const engine = await stage.engine();
    await engine.registry.start('one', { lease: lease(engine, 1) });
    await engine.hasStarted(1);
    expect(await holdOf(engine)).toMatchObject({ link: null, profile_generation: 1 });
    engine.browsers[0]!.connect();
    expect(await holdOf(engine)).toMatchObject({ link: 'connected' });
    expect(engine.registry.renew('one', lease(engine, 1))).toBe(true);
    await engine.registry.sleep('one');
    expect(await holdOf(engine)).toMatchObject({ link: 'connected', has_browser: false });

    const next = await leased(engine, 2);
    next.end(LOGGED_OUT);
    await engine.reaches('one', ({ status }) => status === 'logged_out');
    expect(await holdOf(engine)).toMatchObject({ generation: 2, link: 'connected' });
  });

  it.each([
    ['that it was ended', LOGGED_OUT, 'unlinked'],
    [
      'nothing where the profile lost its login',
      { kind: 'logged_out', problem: { code: 'LOGIN_LOST', message: 'Lost.' } } as const,
      null,
    ],
  ])('is %s', async (_, end, link) => {
    const engine = await stage.engine();
    await left(engine, 1);
    await engine.registry.start('one', { lease: lease(engine, 2) });
    await engine.hasStarted(2);
    expect(await holdOf(engine)).toMatchObject({ generation: 2, link: null });
    engine.browsers[1]!.end(end);
    await engine.reaches('one', ({ status }) => status === 'logged_out');
    expect(await holdOf(engine)).toMatchObject({ generation: 2, link });
  });
});
