import { ServiceError } from '@grabber/service-kit/service-error';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lease, leased } from '../support/leased-sessions.ts';
import { poll } from '../support/poll.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

let stage: SessionStage;

beforeEach(async () => {
  stage = await openSessionStage();
});
afterEach(() => stage.close());

const LEASE_LOST = { code: 'LEASE_LOST' };
const OVER = { status: 'disconnected', lastError: LEASE_LOST };

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
    expect(engine.lostLeases).toEqual(['engine']);
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

  it('starts no browser again for one that the guard has ended, and counts it once', async () => {
    const engine = await stage.engine();
    const browser = await leased(engine);
    engine.leaseClock.advance(40_000);
    engine.guard.ended.add(engine.registry.get('one').files.profileDir);
    const error = new ServiceError('BROWSER_CRASHED', 'The guard has killed it.');
    browser.end({ kind: 'failed', error, isFinal: false });
    await engine.reaches('one', ({ status }) => status === 'disconnected');
    expect(engine.browsers).toHaveLength(1);
    expect(engine.lostLeases).toEqual(['guard']);
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

  it('after the end of its lease needs a newer one', async () => {
    const engine = await stage.engine();
    await leased(engine, 1);
    engine.leaseClock.advance(30_000);
    const same = engine.registry.start('one', { lease: lease(engine, 1) });
    await expect(same).rejects.toMatchObject(LEASE_LOST);
    const again = await leased(engine, 2);
    expect(again.isEnded()).toBe(false);
    expect(engine.registry.get('one').state).toMatchObject({
      status: 'connected',
      lastError: null,
    });
  });

  it.each(['sleep', 'stop'] as const)('after a %s needs a newer lease, too', async (act) => {
    const engine = await stage.engine();
    await leased(engine, 1);
    await engine.registry[act]('one');
    const same = engine.registry.start('one', { lease: lease(engine, 1) });
    await expect(same).rejects.toMatchObject(LEASE_LOST);
    expect((await leased(engine, 2)).isEnded()).toBe(false);
  });

  it('that failed may be tried again under the same lease', async () => {
    const engine = await stage.engine();
    const secured = engine.guard.securing;
    engine.guard.securing = () => Promise.reject(new Error('no answer'));
    await expect(engine.registry.start('one', { lease: lease(engine, 1) })).rejects.toThrow();
    engine.guard.securing = secured;
    expect((await leased(engine, 1)).isEnded()).toBe(false);
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
