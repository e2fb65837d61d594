import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProfileBundles } from '../../src/bundles/profile-bundles.ts';
import { describeEngine } from '../../src/use-cases/describe-engine.ts';
import { type Engine, lease, leased } from '../support/leased-sessions.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

let stage: SessionStage;

beforeEach(async () => {
  stage = await openSessionStage();
});
afterEach(() => stage.close());

const LEASE_LOST = { code: 'LEASE_LOST' };

/** What the identity of the engine says of it. */
async function holdOf({ registry, leaseClock }: Engine, id = 'one') {
  const { holds } = await describeEngine({
    engine: { bootId: 'boot', clock: leaseClock, id: async () => randomUUID() },
    sessions: registry,
    limits: { maxBrowsers: 20, maxSessions: 20 },
  });
  return holds.find(({ session_id }) => session_id === id);
}

describe('what the engine says of a session under a lease', () => {
  it('names the lease also after its browser was ended on purpose, and not after the lease was lost', async () => {
    const engine = await stage.engine();
    await leased(engine, 1);
    expect(await holdOf(engine)).toMatchObject({ generation: 1, has_browser: true });
    await engine.registry.stop('one');
    expect(await holdOf(engine)).toMatchObject({ generation: 1, has_browser: false });
    const browser = await leased(engine, 2);
    engine.leaseClock.advance(30_000);
    const lost = await holdOf(engine);
    expect(browser.isKilled()).toBe(true);
    expect(lost).toMatchObject({ generation: null, is_linked: true });
  });

  it('has its lease in use while a profile that goes to sleep is sealed', async () => {
    const sealing = Promise.withResolvers<{ generation: number; bytes: number }>();
    const bundles: ProfileBundles = {
      seal: () => sealing.promise,
      restore: () => Promise.reject(new Error('no restore')),
      newest: () => Promise.reject(new Error('no copy')),
      forget: async () => undefined,
    };
    const engine = await stage.engine({ bundles });
    await leased(engine, 1);
    const asleep = engine.registry.sleep('one');
    await engine.reaches('one', ({ isAsleep }) => isAsleep);
    const before = { has_browser: true, bundle_is_current: false };
    expect(await holdOf(engine)).toMatchObject(before);
    engine.leaseClock.advance(20_000);
    expect(engine.registry.renew('one', lease(engine, 1))).toBe(true);
    sealing.resolve({ generation: 4, bytes: 1 });
    await asleep;
    expect(await holdOf(engine)).toMatchObject({
      generation: 1,
      has_browser: false,
      bundle_generation: 4,
      bundle_is_current: true,
    });
  });
});

describe('the next engine on the same profiles', () => {
  it('starts no session that had a lease, and knows older leases', async () => {
    const before = await stage.engine();
    await leased(before, 7, 'leased');
    await before.connected('endless', { lease: { generation: 3, untilMs: null } });
    await before.connected('free');
    await before.close();

    const engine = await stage.engine();
    const restored = engine.restore();
    await engine.hasStarted(2);
    for (const browser of engine.browsers) browser.connect();
    await restored;
    expect(engine.registry.get('leased')).toMatchObject({
      lease: null,
      isActive: false,
      state: { status: 'disconnected', phoneNumber: '6281234567890' },
    });
    const old = engine.registry.start('leased', { lease: lease(engine, 7) });
    await expect(old).rejects.toMatchObject(LEASE_LOST);
    await expect(engine.registry.logOut('leased')).rejects.toMatchObject(LEASE_LOST);
    const browser = await leased(engine, 8, 'leased');
    expect(browser.wasPaired).toBe(true);
  });
});

describe('an engine that drains', () => {
  it('puts the sessions with leases to sleep, takes no start, and leaves the others alone', async () => {
    const engine = await stage.engine();
    const browser = await leased(engine);
    const reading = await leased(engine, 1, 'reading');
    engine.registry.get('reading').reads = 1;
    const free = await engine.connected('free');
    await engine.registry.start('unlinked', { lease: lease(engine, 1) });
    await engine.hasStarted(4);
    expect(engine.registry.hasLeases()).toBe(true);
    await engine.registry.drain(Promise.resolve());
    expect(engine.registry.isDraining()).toBe(true);
    for (const id of ['one', 'reading']) {
      const { state, isFallingAsleep } = engine.registry.get(id);
      expect(state).toMatchObject({ status: 'connected', isAsleep: true });
      expect(isFallingAsleep).toBe(false);
    }
    expect(engine.registry.get('unlinked').state.status).toBe('disconnected');
    expect(browser.isEnded() && reading.isEnded()).toBe(true);
    expect(engine.running()).toEqual([free]);
    for (const id of ['one', 'free', 'new']) {
      const start = engine.registry.start(id, { lease: lease(engine, 2) });
      await expect(start).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    }
    await expect(access(`${stage.dataDir}/engine/sessions/new`)).rejects.toThrow();
  });
});
