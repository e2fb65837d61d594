import { access } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@grabber/service-kit/service-error';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isToBeRestored } from '../../src/sessions/session-files.ts';
import { viewOf } from '../../src/sessions/session-state.ts';
import type { ConnectionEnd } from '../../src/whatsapp/connection.ts';
import type { FakeBrowser } from '../support/fake-browser.ts';
import { poll } from '../support/poll.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

const CRASH: ConnectionEnd = {
  kind: 'failed',
  error: new ServiceError('BROWSER_CRASHED', 'The browser exited unexpectedly.'),
  isFinal: false,
};
const NO_NETWORK: ConnectionEnd = {
  kind: 'failed',
  error: new ServiceError('NO_NETWORK', 'WhatsApp Web could not be loaded.'),
  isFinal: false,
};
const USED_ELSEWHERE: ConnectionEnd = {
  kind: 'failed',
  error: new ServiceError('DEVICE_IN_USE', 'Another browser uses the device.'),
  isFinal: false,
};
const ATTEMPTS = 3;
const STEADY_AFTER_MS = 500;

let stage: SessionStage;
let engine: Awaited<ReturnType<SessionStage['engine']>>;

beforeEach(async () => {
  const settings = { restartAttempts: ATTEMPTS, restartDelayMs: 1, steadyAfterMs: STEADY_AFTER_MS };
  stage = await openSessionStage({ settings });
  engine = await stage.engine();
});

afterEach(() => stage.close());

/** Plays every browser until the session ends or the limit is reached; answers how many ran. */
async function play(most: number, live: (browser: FakeBrowser) => unknown): Promise<number> {
  for (let played = 0; played < most; ) {
    const isOver = () => engine.registry.get('one').state.status === 'failed';
    await poll(
      () => engine.browsers.length > played || isOver(),
      (done) => done,
    );
    if (isOver()) return played;
    await live(engine.browsers[played]!);
    played += 1;
  }
  return most;
}

describe('a browser that dies', () => {
  it('many times soon after it connects fails its session: each browser connects to WhatsApp', async () => {
    await engine.registry.start('one');
    const played = await play(20, (browser) => {
      browser.connect();
      browser.end(CRASH);
    });
    expect(played).toBe(ATTEMPTS + 1);
    expect(engine.registry.get('one').state.lastError).toMatchObject({ code: 'BROWSER_CRASHED' });
  });

  it('restarts after growing waits until one has lasted, and then after the first wait again', async () => {
    await engine.registry.start('one');
    let n = 0;
    const played = await play(8, async (browser) => {
      browser.connect();
      n += 1;
      if (n % ATTEMPTS === 0) await sleep(STEADY_AFTER_MS + 50);
      browser.end(CRASH);
    });
    expect(played).toBe(8);
    const attempts = engine.log.map((line) => JSON.parse(line).attempt).filter(Number);
    expect(attempts.slice(0, 7)).toEqual([1, 2, 1, 2, 3, 1, 2]);
  });
});

describe('the restarts that a session reports', () => {
  const reported = () => viewOf('one', engine.registry.get('one').state).restarted_at;

  it('are those that WhatsApp could see, and not those without the network', async () => {
    const before = new Date().toISOString();
    (await engine.connected('one')).end(CRASH);
    await play(6, (browser) => browser.end(NO_NETWORK));
    expect(reported()).toHaveLength(1);
    expect(reported()[0]! >= before).toBe(true);
  });

  it('have the restores by a new engine, but no start by a person', async () => {
    await engine.connected('one');
    expect(reported()).toEqual([]);
    await engine.close();
    engine = await stage.engine();
    const restoring = engine.restore();
    await engine.hasStarted(1);
    expect(reported()).toHaveLength(1);
    engine.browsers[0]?.connect();
    await restoring;
  });
});

describe('without the network', () => {
  it('a linked session restarts without a limit, and shows why it is not connected', async () => {
    (await engine.connected('one')).end(CRASH);
    const played = await play(9, (browser) => browser.end(NO_NETWORK));
    expect(played).toBe(9);
    const { state } = engine.registry.get('one');
    expect(state).toMatchObject({ status: 'connecting', lastError: { code: 'NO_NETWORK' } });
  });

  it('a session that was never linked fails', async () => {
    await engine.registry.start('one');
    expect(await play(20, (browser) => browser.end(NO_NETWORK))).toBe(ATTEMPTS + 1);
  });

  it('a linked session whose page WhatsApp has accepted fails, too', async () => {
    (await engine.connected('one')).end(CRASH);
    const played = await play(20, (browser) => {
      if (browser !== engine.browsers[0]) browser.listener.onLinked();
      browser.end(NO_NETWORK);
    });
    expect(played).toBe(ATTEMPTS + 1);
  });
});

describe('a device that another browser uses', () => {
  const takenAway = (browser: FakeBrowser) => {
    browser.connect();
    browser.end(USED_ELSEWHERE);
  };

  it('is taken back once, then the session stops and says what a person must do', async () => {
    await engine.registry.start('one');
    expect(await play(20, takenAway)).toBe(2);
    const { state, record } = engine.registry.get('one');
    expect(viewOf('one', state)).toMatchObject({
      status: 'failed',
      last_error: { code: 'DEVICE_IN_USE' },
      action_required: {
        code: 'DEVICE_IN_USE',
        message: expect.stringContaining('Close the other'),
      },
    });
    expect(isToBeRestored(record)).toBe(false);
  });

  it('is taken back once more when a person starts the session again', async () => {
    await engine.registry.start('one');
    await play(20, takenAway);
    await engine.registry.start('one');
    await engine.hasStarted(3);
    expect(engine.registry.get('one').state.status).toBe('connecting');
    takenAway(engine.browsers[2]!);
    await engine.hasStarted(4);
    takenAway(engine.browsers[3]!);
    await engine.reaches('one', ({ status }) => status === 'failed');
  });
});

describe('an end that needs a person', () => {
  it.each(['ACCOUNT_BANNED', 'WHATSAPP_REFUSED', 'SCREEN_LOCKED'] as const)(
    'is not followed by a start, not even of the next engine: %s',
    async (code) => {
      const browser = await engine.connected('one');
      const error = new ServiceError(code, 'WhatsApp does not want this.');
      browser.end({ kind: 'failed', error, isFinal: true });
      await engine.reaches('one', ({ status }) => status === 'failed');
      expect(engine.browsers).toHaveLength(1);
      await engine.close();
      const next = await stage.engine();
      await next.restore();
      expect(next.browsers).toEqual([]);
      expect(viewOf('one', next.registry.get('one').state)).toMatchObject({
        status: 'failed',
        action_required: { code },
      });
    },
  );

  it('keeps the profile of a ban, and not that of a logout or a lock', async () => {
    const profileOf = (id: string) => engine.registry.get(id).files.profileDir;
    const banned = await engine.connected('banned');
    const locked = await engine.connected('locked');
    const error = new ServiceError('ACCOUNT_BANNED', 'A ban.');
    banned.end({ kind: 'failed', error, isFinal: true });
    locked.end({ kind: 'logged_out', problem: { code: 'ACCOUNT_LOCKED', message: 'A lock.' } });
    await engine.reaches('banned', ({ status }) => status === 'failed');
    await engine.reaches('locked', ({ status }) => status === 'logged_out');
    await access(profileOf('banned'));
    await expect(access(profileOf('locked'))).rejects.toThrow();
    expect(viewOf('locked', engine.registry.get('locked').state).action_required).toMatchObject({
      code: 'ACCOUNT_LOCKED',
    });
  });
});

describe('a session that was scanned and has not synced yet', () => {
  it('is restored when the engine is killed at that moment', async () => {
    await engine.registry.start('one');
    await engine.hasStarted(1);
    engine.browsers[0]!.listener.onLinked();
    await engine.reaches('one', () => engine.registry.get('one').record.paired);
    await engine.close();
    const next = await stage.engine();
    const restored = next.restore();
    await next.hasStarted(1);
    expect(next.browsers[0]?.wasPaired).toBe(true);
    next.browsers[0]?.connect();
    await restored;
  });
});
