import { access } from 'node:fs/promises';
import { ServiceError } from '@grabber/service-kit/service-error';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isToBeRestored } from '../../src/sessions/session-files.ts';
import type { ConnectionEnd } from '../../src/whatsapp/connection.ts';
import { LOGGED_OUT } from '../support/fake-browser.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

const failure = (code: 'BROWSER_CRASHED' | 'WHATSAPP_REFUSED', isFinal: boolean) =>
  ({
    kind: 'failed',
    error: new ServiceError(code, 'The reason.'),
    isFinal,
  }) satisfies ConnectionEnd;
const NOT_LOGGED_OUT = { code: 'LOGOUT_FAILED' };
/** For a logout that must not find a connection. Its next browser starts within that time on a busy machine, too. */
const IMPATIENT = { settings: { unlinkTimeoutMs: 3_000 } };

let stage: SessionStage;
let engine: Awaited<ReturnType<SessionStage['engine']>>;

beforeEach(async () => {
  stage = await openSessionStage();
  engine = await stage.engine();
});

afterEach(() => stage.close());

const profileOf = (id: string) => engine.registry.get(id).files.profileDir;

describe('a logout that WhatsApp does not confirm', () => {
  it('fails with LOGOUT_FAILED, and keeps the session to unlink the device later', async () => {
    engine = await stage.engine(IMPATIENT);
    await engine.connected('one');
    engine.behaviour.logout = () => false;
    await expect(engine.registry.logOut('one')).rejects.toMatchObject(NOT_LOGGED_OUT);
    await access(profileOf('one'));
    expect(engine.registry.get('one').state.status).toBe('connected');
    expect(engine.registry.get('one').record.paired).toBe(true);
    engine.behaviour.logout = undefined;
    await engine.registry.logOut('one');
    expect(engine.registry.list()).toEqual([]);
  });

  it('because the network is away leaves a session that did not run stopped', async () => {
    engine = await stage.engine(IMPATIENT);
    await engine.connected('one');
    await engine.registry.stop('one');
    const logout = engine.registry.logOut('one');
    logout.catch(() => undefined);
    await engine.hasStarted(2);
    await expect(logout).rejects.toMatchObject(NOT_LOGGED_OUT);
    expect(engine.running()).toEqual([]);
    await access(profileOf('one'));
    expect(engine.registry.get('one').state.status).toBe('disconnected');
  });

  it('because the browser crashed is asked for again in the next browser', async () => {
    await engine.connected('one');
    let asked = 0;
    engine.behaviour.logout = (browser) => {
      asked += 1;
      browser.end(asked === 1 ? failure('BROWSER_CRASHED', false) : LOGGED_OUT);
      if (asked === 1) throw new Error('The page is gone.');
      return true;
    };
    const logout = engine.registry.logOut('one');
    await engine.hasStarted(2);
    engine.browsers[1]?.connect();
    await logout;
    expect(asked).toBe(2);
    expect(engine.registry.list()).toEqual([]);
  });

  it('because of a stop fails, and the session is stopped', async () => {
    await engine.connected('one');
    engine.behaviour.logout = () => false;
    const logout = engine.registry.logOut('one');
    logout.catch(() => undefined);
    await engine.registry.stop('one');
    await expect(logout).rejects.toMatchObject(NOT_LOGGED_OUT);
    await access(profileOf('one'));
    expect(engine.registry.get('one').state.status).toBe('disconnected');
  });

  it('because the engine stops fails, and the next engine restores the session', async () => {
    const { listener } = await engine.connected('one');
    // It shows WHATSAPP_WEB_CHANGED, but it could still be unlinked.
    const missing = [{ name: 'WAWebApiContact', blocks: ['contacts' as const] }];
    listener.onConnected({
      phone: '6281234567890',
      lid: null,
      pushName: null,
      isBusiness: null,
      missing,
    });
    engine.behaviour.logout = () => false;
    const logout = engine.registry.logOut('one');
    logout.catch(() => undefined);
    await engine.close();
    await expect(logout).rejects.toMatchObject(NOT_LOGGED_OUT);
    await access(profileOf('one'));
    const next = await stage.engine();
    expect(next.registry.list().map(({ record }) => isToBeRestored(record))).toEqual([true]);
  });

  it('is not asked for again: each wish to unlink is seen by WhatsApp', async () => {
    await engine.connected('one');
    const logout = vi.fn(() => false);
    engine.behaviour.logout = logout;
    await expect(engine.registry.logOut('one')).rejects.toMatchObject(NOT_LOGGED_OUT);
    expect(logout).toHaveBeenCalledOnce();
  });

  it('because WhatsApp refuses the page keeps the session, and with force removes it', async () => {
    await engine.connected('one');
    await engine.registry.stop('one');
    const session = engine.registry.get('one');
    const refused = async (logout: Promise<unknown>, browser: number) => {
      logout.catch(() => undefined);
      await engine.hasStarted(browser + 1);
      engine.browsers[browser]?.end(failure('WHATSAPP_REFUSED', true));
      return logout;
    };
    await expect(refused(engine.registry.logOut('one'), 1)).rejects.toMatchObject(NOT_LOGGED_OUT);
    await access(profileOf('one'));
    const forced = refused(engine.registry.logOut('one', { force: true }), 2);
    const notConfirmed = {
      code: 'LOGOUT_NOT_CONFIRMED',
      message: expect.stringContaining('on the phone'),
    };
    await expect(forced).rejects.toMatchObject({ ...notConfirmed, sessionStatus: 'disconnected' });
    expect(session.state).toMatchObject({ status: 'disconnected', lastError: notConfirmed });
    expect(engine.registry.list()).toEqual([]);
    expect(engine.running()).toEqual([]);
  });

  it('because the profile has lost its login removes the session, and does not say that it is unlinked', async () => {
    await engine.connected('one');
    await engine.registry.stop('one');
    const logout = engine.registry.logOut('one');
    logout.catch(() => undefined);
    await engine.hasStarted(2);
    const problem = { code: 'LOGIN_LOST', message: 'No login.' } as const;
    engine.browsers[1]?.end({ kind: 'logged_out', problem });
    await expect(logout).rejects.toMatchObject({ code: 'LOGOUT_NOT_CONFIRMED' });
    expect(engine.registry.list()).toEqual([]);
  });
});

describe('a logout that WhatsApp confirms', () => {
  it('says so by an answer without an error', async () => {
    await engine.connected('one');
    const { session, isUnlinked } = await engine.registry.logOut('one');
    const { state, files } = session;
    expect(isUnlinked).toBe(true);
    expect(state).toMatchObject({ status: 'disconnected', lastError: null, phoneNumber: null });
    await expect(access(files.directory)).rejects.toThrow();
  });

  it('is not claimed for a session that was never linked', async () => {
    await engine.registry.start('one');
    await engine.hasStarted(1);
    expect(await engine.registry.logOut('one')).toMatchObject({ isUnlinked: false });
    expect(engine.registry.list()).toEqual([]);
  });

  it('is sent at once while the session still syncs', async () => {
    await engine.registry.start('one');
    await engine.hasStarted(1);
    engine.browsers[0]?.listener.onLinked();
    await engine.registry.logOut('one');
    expect(engine.browsers).toHaveLength(1);
    expect(engine.registry.list()).toEqual([]);
  });
});

describe('a session that the phone has logged out', () => {
  it("shows nothing of the old account, not even beside the next account's QR", async () => {
    const browser = await engine.connected('one');
    browser.end(LOGGED_OUT);
    expect(engine.registry.get('one').state).toMatchObject({ isBusiness: true });
    const noAccount = { phoneNumber: null, lid: null, pushName: null, isBusiness: null };
    const { status } = await engine.reaches('one', (state) => state.status === 'logged_out');
    expect(engine.registry.get('one').state).toMatchObject({ status, ...noAccount });
    await engine.registry.start('one');
    await engine.hasStarted(2);
    engine.browsers[1]?.listener.onQr('a,b', true);
    expect(engine.registry.get('one').state).toMatchObject({ status: 'qr', ...noAccount });
    await engine.close();
    const next = await stage.engine();
    expect(next.registry.get('one').state).toMatchObject(noAccount);
  });
});
