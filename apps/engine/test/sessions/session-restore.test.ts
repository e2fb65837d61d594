import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@grabber/service-kit/service-error';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockProfile } from '../../src/browser/profile-lock.ts';
import { poll } from '../support/poll.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

const IDS = ['one', 'two', 'three', 'four', 'five'];

let stage: SessionStage;

beforeEach(async () => {
  stage = await openSessionStage();
});

afterEach(() => stage.close());

/** The sessions ran, linked, when the engine before this one ended. */
async function engineAfter(ids: readonly string[], options = {}) {
  const before = await stage.engine();
  for (const id of ids) await before.connected(id);
  await before.close();
  return stage.engine(options);
}

/** The number of browsers that start while others would have time to start, too. */
async function settled(count: () => number): Promise<number> {
  let last = -1;
  for (let quiet = 0; quiet < 5; quiet = count() === last ? quiet + 1 : 0) {
    last = count();
    await sleep(20);
  }
  return last;
}

describe('sessions that wait to be restored', () => {
  it('start only as many at a time as allowed, and the next as soon as one is up', async () => {
    const engine = await engineAfter(IDS);
    const restored = engine.restore(2);
    for (let started = 2; started <= IDS.length; started += 1) {
      await engine.hasStarted(started);
      expect(await settled(() => engine.browsers.length)).toBe(started);
      engine.browsers[started - 2]?.connect();
    }
    engine.browsers.at(-1)?.connect();
    await restored;
    expect(engine.running()).toHaveLength(IDS.length);
  });

  it('do not wait for one whose browser has failed', async () => {
    const engine = await engineAfter(IDS, { settings: { restartDelayMs: 60_000 } });
    const restored = engine.restore(1);
    for (let n = 0; n < IDS.length; n += 1) {
      await poll(
        () => engine.browsers.length,
        (count) => count > n,
      );
      const error = new ServiceError('PAGE_UNRESPONSIVE', 'There is no network.');
      engine.browsers[n]?.end({ kind: 'failed', error, isFinal: false });
    }
    await restored;
    for (const id of IDS) {
      const { state } = engine.registry.get(id);
      expect(state).toMatchObject({
        status: 'connecting',
        lastError: { code: 'PAGE_UNRESPONSIVE' },
      });
    }
  });

  it('are not started once a user has stopped them', async () => {
    const engine = await engineAfter(['one', 'two']);
    const restored = engine.restore(1);
    await engine.hasStarted(1);
    const waiting = engine.registry.list().find(({ isActive }) => !isActive)!;
    await engine.registry.stop(waiting.id);
    engine.browsers[0]?.connect();
    await restored;
    expect(engine.browsers).toHaveLength(1);
    expect(waiting).toMatchObject({ state: { status: 'disconnected' }, isActive: false });
    expect(waiting.record.desired).toBe('stopped');
  });

  it('are not started as new sessions once a user has logged them out', async () => {
    const engine = await engineAfter(['one', 'two']);
    const restored = engine.restore(1);
    await engine.hasStarted(1);
    const waiting = engine.registry.list().find(({ isActive }) => !isActive)!;
    const logout = engine.registry.logOut(waiting.id);
    await engine.hasStarted(2);
    engine.browsers[1]?.connect();
    await logout;
    engine.browsers[0]?.connect();
    await restored;
    expect(engine.browsers).toHaveLength(2);
    expect(engine.registry.list()).toHaveLength(1);
  });

  it('are stopped or logged out at once even when all start slots are taken', async () => {
    const engine = await engineAfter(['one', 'two'], { maxStarts: 1 });
    const restored = engine.restore(2);
    await engine.hasStarted(1);
    const waiting = engine.registry.list().find(({ isActive }) => !isActive)!;
    await engine.registry.stop(waiting.id);
    engine.browsers[0]?.connect();
    await restored;
    expect(engine.browsers).toHaveLength(1);
  });
});

describe('a session that cannot be restored', () => {
  it('shows as failed with the reason, and the next engine tries again', async () => {
    const engine = await engineAfter(['one', 'two'], { maxSessions: 1 });
    const restored = engine.restore(1);
    await engine.hasStarted(1);
    engine.browsers[0]?.connect();
    await restored;
    const refused = engine.registry.list().find(({ isActive }) => !isActive)!;
    expect(refused.state).toMatchObject({ status: 'failed', lastError: { code: 'ENGINE_FULL' } });
    await engine.close();
    const next = await stage.engine();
    const again = next.restore(2);
    await next.reaches(refused.id, ({ status }) => status === 'connecting');
    await next.hasStarted(2);
    for (const browser of next.browsers) browser.connect();
    await again;
  });

  it('because another engine holds its profile starts when the lock is released, unless it was stopped', async () => {
    const engine = await engineAfter(['one', 'two']);
    const locks = await Promise.all(
      engine.registry.list().map(({ files }) => lockProfile(files.directory)),
    );
    const restored = engine.restore(2);
    await settled(() => engine.browsers.length);
    await engine.registry.stop('two');
    for (const lock of locks) await lock.release();
    await engine.hasStarted(1);
    engine.browsers[0]?.connect();
    await restored;
    expect(engine.browsers).toHaveLength(1);
    expect(engine.registry.get('one').state.status).toBe('connected');
  });
});
