import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { ServiceError } from '@grabber/service-kit/service-error';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProfileBundles } from '../../src/bundles/profile-bundles.ts';
import { describeEngine } from '../../src/use-cases/describe-engine.ts';
import { poll } from '../support/poll.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

type Engine = Awaited<ReturnType<SessionStage['engine']>>;

let stage: SessionStage;

beforeEach(async () => {
  stage = await openSessionStage();
});
afterEach(() => stage.close());

const LEASE_LOST = { code: 'LEASE_LOST' };
const OVER = { status: 'disconnected', lastError: LEASE_LOST };

function lease(engine: Engine, generation: number, ms = 30_000) {
  return { generation, untilMs: engine.leaseClock.nowMs() + ms };
}

/** A linked session whose browser runs under a lease. */
async function leased(engine: Engine, generation = 1, id = 'one') {
  return engine.connected(id, { lease: lease(engine, generation) });
}

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

describe('a lease that ends', () => {
  it('ends the browser at once and says so, and the guard knew until when', async () => {
    const engine = await stage.engine();
    const browser = await leased(engine);
    const session = engine.registry.get('one');
    expect(engine.guard.guarded.get(session.files.profileDir)?.untilMs).toBe(31_000);
    engine.leaseClock.advance(29_999);
    engine.registry.endOverdue();
    expect(browser.isEnded()).toBe(false);
    engine.leaseClock.advance(1);
    await engine.reaches('one', ({ status }) => status === 'disconnected');
    expect(browser.isKilled()).toBe(true);
    expect(session.state).toMatchObject(OVER);
    await poll(
      () => engine.guard.guarded.size,
      (size) => size === 0,
    );
    expect(engine.registry.renew('one', lease(engine, 1))).toBe(false);
  });

  it('does not end it while it is renewed, and a late renewal with an earlier end changes nothing', async () => {
    const engine = await stage.engine();
    const browser = await leased(engine);
    engine.leaseClock.advance(20_000);
    expect(engine.registry.renew('one', lease(engine, 1))).toBe(true);
    expect(engine.registry.renew('one', lease(engine, 1, 1_000))).toBe(true);
    engine.leaseClock.advance(29_000);
    engine.registry.endOverdue();
    expect(browser.isEnded()).toBe(false);
    expect(engine.registry.renew('one', lease(engine, 2))).toBe(false);
    expect(engine.registry.renew('two', lease(engine, 1))).toBe(false);
  });

  it('is not renewed any more, though the engine was paused and has not ended its browser yet', async () => {
    const engine = await stage.engine();
    const browser = await leased(engine);
    engine.leaseClock.advance(40_000);
    expect(engine.registry.renew('one', lease(engine, 1))).toBe(false);
    expect(browser.isKilled()).toBe(true);
  });

  it('starts no browser again for one that crashed meanwhile', async () => {
    const engine = await stage.engine();
    const browser = await leased(engine);
    engine.leaseClock.advance(40_000);
    const error = new ServiceError('BROWSER_CRASHED', 'The guard has killed it.');
    browser.end({ kind: 'failed', error, isFinal: false });
    await engine.reaches('one', ({ status }) => status === 'disconnected');
    expect(engine.browsers).toHaveLength(1);
  });

  it('kills also a browser that is closing, and its profile is not taken for a whole one', async () => {
    const engine = await stage.engine();
    const browser = await leased(engine);
    engine.behaviour.stop = () => new Promise(() => undefined);
    const asleep = engine.registry.sleep('one');
    asleep.catch(() => undefined);
    engine.leaseClock.advance(30_000);
    engine.registry.endOverdue();
    await expect(asleep).rejects.toMatchObject(LEASE_LOST);
    expect(browser.isKilled()).toBe(true);
    expect(engine.registry.get('one').state).toMatchObject(OVER);
  });

  it('changes nothing for a session that sleeps, and no read or seal is done under it', async () => {
    const engine = await stage.engine();
    await leased(engine);
    await engine.registry.sleep('one');
    engine.leaseClock.advance(40_000);
    engine.registry.endOverdue();
    const { state } = engine.registry.get('one');
    expect(state).toMatchObject({ status: 'connected', isAsleep: true, lastError: null });
    await expect(engine.registry.sleep('one')).rejects.toMatchObject(LEASE_LOST);
  });

  it('while its start waits for the guard ends the start', async () => {
    const engine = await stage.engine();
    const { promise, resolve } = Promise.withResolvers<void>();
    engine.guard.securing = () => promise;
    const started = engine.registry.start('one', { lease: lease(engine, 1) });
    started.catch(() => undefined);
    await poll(
      () => engine.guard.guarded.size,
      (size) => size === 1,
    );
    engine.leaseClock.advance(30_000);
    resolve();
    await expect(started).rejects.toMatchObject(LEASE_LOST);
    expect(engine.browsers).toHaveLength(0);
    expect(engine.guard.guarded.size).toBe(0);
  });

  it('does not touch the browser of a start that comes at once under the next lease', async () => {
    const engine = await stage.engine();
    const older = await leased(engine, 1);
    engine.leaseClock.advance(30_000);
    engine.registry.endOverdue();
    const newer = await leased(engine, 2);
    expect(older.isKilled()).toBe(true);
    await engine.reaches('one', ({ status }) => status === 'connected');
    expect([newer.isEnded(), engine.registry.get('one').state.lastError]).toEqual([false, null]);
  });
});

describe('a start', () => {
  it('under an older lease, or one that is over, is refused and changes nothing', async () => {
    const engine = await stage.engine();
    const browser = await leased(engine, 5);
    for (const refused of [lease(engine, 4), lease(engine, 6, 0)]) {
      const start = engine.registry.start('one', { lease: refused });
      await expect(start).rejects.toMatchObject(LEASE_LOST);
    }
    expect(browser.isEnded()).toBe(false);
    expect(engine.registry.get('one').lease?.generation).toBe(5);
    const unknown = engine.registry.start('two', { lease: lease(engine, 1, 0) });
    await expect(unknown).rejects.toMatchObject(LEASE_LOST);
    expect(engine.registry.list()).toHaveLength(1);
  });

  it('under the same lease keeps the browser and takes the later end', async () => {
    const engine = await stage.engine();
    const browser = await leased(engine);
    await engine.registry.start('one', { lease: lease(engine, 1, 90_000) });
    engine.leaseClock.advance(80_000);
    engine.registry.endOverdue();
    expect(browser.isEnded()).toBe(false);
    expect(engine.browsers).toHaveLength(1);
  });

  it('under a newer one closes the older browser first', async () => {
    const engine = await stage.engine();
    const older = await leased(engine, 1);
    const newer = await leased(engine, 2);
    expect([older.isEnded(), newer.isEnded()]).toEqual([true, false]);
    expect(engine.running()).toEqual([newer]);
  });

  it('under the same lease is possible again after its end, with a new one', async () => {
    const engine = await stage.engine();
    await leased(engine, 1);
    engine.leaseClock.advance(30_000);
    const again = await leased(engine, 1);
    expect(again.isEnded()).toBe(false);
    expect(engine.registry.get('one').state).toMatchObject({
      status: 'connected',
      lastError: null,
    });
  });

  it('gives a lease to a browser that ran without one, and does not restart it', async () => {
    const engine = await stage.engine();
    const browser = await engine.connected('one');
    await engine.registry.start('one', { lease: lease(engine, 1) });
    expect(browser.isEnded()).toBe(false);
    engine.leaseClock.advance(30_000);
    engine.registry.endOverdue();
    expect(browser.isKilled()).toBe(true);
  });

  it('does not begin where the guard does not answer', async () => {
    const engine = await stage.engine();
    engine.guard.securing = () => Promise.reject(new Error('no answer'));
    await expect(engine.registry.start('one', { lease: lease(engine, 1) })).rejects.toThrow();
    expect(engine.browsers).toHaveLength(0);
    expect(engine.registry.list()).toHaveLength(0);
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
