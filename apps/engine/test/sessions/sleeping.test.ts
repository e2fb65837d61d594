import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

let stage: SessionStage;

beforeEach(async () => {
  stage = await openSessionStage();
});
afterEach(() => stage.close());

const ASLEEP = { status: 'connected', isAsleep: true, sync: null };

describe('a session that is put to sleep', () => {
  it('has no browser and stays connected, and a start wakes it', async () => {
    const engine = await stage.engine();
    const browser = await engine.connected('one');
    const { state } = await engine.registry.sleep('one');
    expect(state).toMatchObject(ASLEEP);
    expect(state.connectedAt).not.toBeNull();
    expect(browser.isEnded()).toBe(true);

    const again = await engine.connected('one');
    expect(again).not.toBe(browser);
    expect(engine.registry.get('one').state).toMatchObject({
      status: 'connected',
      isAsleep: false,
    });
  });

  it('shows while it wakes that it is connecting', async () => {
    const engine = await stage.engine();
    await engine.connected('one');
    await engine.registry.sleep('one');
    const { state } = await engine.registry.start('one');
    expect(state).toMatchObject({ status: 'connecting', isAsleep: false });
  });

  it('stays as it is when it is put to sleep again', async () => {
    const engine = await stage.engine();
    await engine.connected('one');
    await engine.registry.sleep('one');
    const { state } = await engine.registry.sleep('one');
    expect(state).toMatchObject(ASLEEP);
    expect(engine.browsers).toHaveLength(1);
  });

  it('sleeps on with the next engine, which starts no browser for it', async () => {
    const before = await stage.engine();
    await before.connected('one');
    await before.registry.sleep('one');
    await before.close();

    const engine = await stage.engine();
    await engine.restore();
    expect(engine.browsers).toHaveLength(0);
    expect(engine.registry.get('one').state).toMatchObject(ASLEEP);
  });

  it('was awake when the engine ended, and is restored then', async () => {
    const before = await stage.engine();
    await before.connected('one');
    await before.registry.sleep('one');
    await before.connected('one');
    await before.close();

    const engine = await stage.engine();
    const restored = engine.restore(1);
    await engine.hasStarted(1);
    engine.browsers[0]?.connect();
    await restored;
  });

  it('is stopped by a stop, and then no longer connected', async () => {
    const engine = await stage.engine();
    await engine.connected('one');
    await engine.registry.sleep('one');
    const { state, record } = await engine.registry.stop('one');
    expect(state).toMatchObject({ status: 'disconnected', isAsleep: false });
    expect(record.desired).toBe('stopped');
  });

  it('shows what its wake finds', async () => {
    const engine = await stage.engine();
    await engine.connected('one');
    await engine.registry.sleep('one');
    await engine.registry.start('one');
    await engine.hasStarted(2);
    const problem = {
      code: 'SESSION_LOGGED_OUT' as const,
      message: 'The phone removed the device.',
    };
    engine.browsers[1]?.end({ kind: 'logged_out', problem });
    await engine.reaches('one', ({ status }) => status === 'logged_out');
    expect(engine.registry.get('one').state).toMatchObject({
      isAsleep: false,
      lastError: { code: 'SESSION_LOGGED_OUT' },
    });
  });
});

describe('is refused while', () => {
  it('the session is not connected', async () => {
    const engine = await stage.engine();
    await engine.registry.start('one');
    await engine.hasStarted(1);
    await expect(engine.registry.sleep('one')).rejects.toMatchObject({
      code: 'SESSION_NOT_CONNECTED',
    });
    expect(engine.running()).toHaveLength(1);
  });

  it('the session is being read', async () => {
    const engine = await stage.engine();
    await engine.connected('one');
    engine.registry.get('one').reads = 1;
    await expect(engine.registry.sleep('one')).rejects.toMatchObject({ code: 'SESSION_BUSY' });
    expect(engine.running()).toHaveLength(1);
  });
});

describe('places', () => {
  it('a session asleep leaves its browser to another one, and keeps its own place', async () => {
    const engine = await stage.engine({ maxBrowsers: 1, maxSessions: 2 });
    await engine.connected('one');
    await expect(engine.registry.start('two')).rejects.toMatchObject({ code: 'ENGINE_FULL' });
    await engine.registry.sleep('one');
    await engine.connected('two');
    await expect(engine.registry.start('one')).rejects.toMatchObject({ code: 'ENGINE_FULL' });
    await engine.registry.sleep('two');
    await expect(engine.registry.start('three')).rejects.toMatchObject({
      code: 'ENGINE_FULL',
      message: expect.stringContaining('2 sessions'),
    });
    await engine.connected('one');
  });
});
