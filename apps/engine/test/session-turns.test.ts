import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSessionStage, type SessionStage } from './support/session-stage.ts';

/** How many moments of a logout are tried. */
const MOMENTS = 40;

let stage: SessionStage;

beforeEach(async () => {
  stage = await openSessionStage();
});

afterEach(() => stage.close());

describe('a start that comes while the session is logged out', () => {
  it('brings a session that the engine knows, counts and can stop', async () => {
    const engine = await stage.engine({ maxSessions: MOMENTS, maxStarts: MOMENTS });
    const { registry } = engine;
    for (let moment = 0; moment < MOMENTS; moment += 1) {
      const id = `session-${moment}`;
      await engine.connected(id);
      const logout = registry.logOut(id);
      for (let n = 0; n < moment; n += 1) await new Promise(setImmediate);
      const started = registry.start(id);
      await Promise.all([logout, started]);
      const session = registry.list().find((one) => one.id === id);
      // A start that came before the session's removal was removed with it.
      if (!session) await registry.start(id);
      expect(registry.get(id).isActive, `moment ${moment}`).toBe(true);
    }
    await Promise.all(registry.list().map(({ id }) => registry.stop(id)));
    expect(engine.running()).toEqual([]);
  });
});

describe('a start that is refused', () => {
  it('does not make the engine forget another one that was waiting behind it', async () => {
    const engine = await stage.engine({ maxStarts: 1 });
    const { registry } = engine;
    await registry.start('other');
    await engine.reaches('other', () => engine.browsers.length === 1);
    engine.behaviour.onRefused = () => engine.browsers[0]?.connect();
    const starts = await Promise.allSettled([registry.start('one'), registry.start('one')]);
    expect(starts.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(registry.get('one')).toMatchObject({ isActive: true });
  });

  it('leaves neither a session nor a directory behind', async () => {
    const engine = await stage.engine({ maxSessions: 1 });
    await engine.connected('one');
    await expect(engine.registry.start('two')).rejects.toMatchObject({ code: 'ENGINE_FULL' });
    expect(engine.registry.list().map(({ id }) => id)).toEqual(['one']);
    await expect(access(join(stage.dataDir, 'engine/sessions/two'))).rejects.toThrow();
  });
});
