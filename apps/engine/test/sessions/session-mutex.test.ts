import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

const removal = vi.hoisted(() => ({ onBegin: () => {} }));

vi.mock(import('../../src/browser/profile-directory.ts'), async (original) => {
  const module = await original();
  return {
    ...module,
    async removeProfile(profileDir) {
      removal.onBegin();
      await module.removeProfile(profileDir);
    },
  };
});

let stage: SessionStage;

beforeEach(async () => {
  stage = await openSessionStage();
});

afterEach(async () => {
  removal.onBegin = () => {};
  await stage.close();
});

describe('a start that comes while the session is logged out', () => {
  it('starts a session that the engine lists, counts and can stop', async () => {
    const engine = await stage.engine();
    const { registry } = engine;
    await registry.start('one');
    const starts: Promise<unknown>[] = [];
    removal.onBegin = () => starts.push(registry.start('one'), registry.start('one'));
    await registry.logOut('one');
    await Promise.all(starts);
    expect(starts).toHaveLength(2);
    expect(registry.get('one')).toMatchObject({ isActive: true, state: { status: 'connecting' } });
    await registry.stop('one');
    expect(engine.running()).toEqual([]);
    await registry.start('one');
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
