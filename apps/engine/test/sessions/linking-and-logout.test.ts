import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { lockFiles } from '../support/lock-files.ts';
import { pair, pairWithoutSync, shownQr } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf, browserTree, livingOf } from '../support/processes.ts';
import { useEngine } from '../support/use-engine.ts';

// One engine for all: lifecycle.test.ts has the tests that end an engine or start a second one.

const SPEC = { contacts: 12, groups: 2, participants: 4, odd_names: false };

const use = useEngine();
let seed = 100;

async function createAccount(): Promise<string> {
  seed += 1;
  return (await use.simulator.control.createAccount({ ...SPEC, seed })).account_id;
}

afterEach(async () => {
  await use.simulator.control.setOptions({ early_sync: false, sync_never: false });
  await use.engine.call('DELETE', '/sessions/one?logout=true');
});

describe('a new session', () => {
  it('shows a QR with its expiry, connects after the scan and shows the account', async () => {
    const account = await use.simulator.control.createAccount({ ...SPEC, seed: 1 });
    const started = await use.engine.call('PUT', '/sessions/one');
    expect(started).toMatchObject({ status: 200, body: { status: 'connecting' } });
    const { qr, expires_at } = await shownQr(use.engine, 'one');
    expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(50_000);
    expect(await use.engine.session('one')).toMatchObject({
      status: 'qr',
      qr_expires_at: expires_at,
    });
    await use.simulator.control.scanQr({ qr, account_id: account.account_id });
    const session = await use.engine.reaches('one', 'connected');
    expect(session).toMatchObject({
      phone_number: account.phone_number,
      last_error: null,
      qr_expires_at: null,
    });
    expect(session.lid).toMatch(/^\d+@lid$/);
    expect(session.whatsapp_web_version).toMatch(/^2\./);
  });

  it('links by pairing code, in any spelling of the number', async () => {
    const accountId = await createAccount();
    const { phone_number } = await use.simulator.control.getAccount(accountId);
    await use.engine.call('PUT', '/sessions/one');
    await shownQr(use.engine, 'one');
    const typed = `+${phone_number.slice(0, 2)} (${phone_number.slice(2, 5)}) ${phone_number.slice(5)}`;
    const body = { phone_number: typed };
    const answer = await use.engine.call('POST', '/sessions/one/pairing-code', { body });
    expect(answer.status).toBe(200);
    const { code, expires_at } = answer.body as { code: string; expires_at: string };
    expect(code).toMatch(/^[A-Z0-9]{8}$/);
    expect(Date.parse(expires_at)).toBeGreaterThan(Date.now());
    await use.simulator.control.enterPairingCode({ code, account_id: accountId });
    expect(await use.engine.reaches('one', 'connected')).toMatchObject({ phone_number });
  });

  it('answers PAIRING_RATE_LIMITED when WhatsApp refuses further codes, and keeps waiting for the scan', async () => {
    await use.simulator.control.setOptions({ pairing_code_limit: 0 });
    await use.engine.call('PUT', '/sessions/one');
    await shownQr(use.engine, 'one');
    const body = { phone_number: '6281234567890' };
    const answer = await use.engine.call('POST', '/sessions/one/pairing-code', { body });
    await use.simulator.control.setOptions({ pairing_code_limit: 5 });
    expect(answer).toMatchObject({ status: 429, body: { code: 'PAIRING_RATE_LIMITED' } });
    expect(await use.engine.session('one')).toMatchObject({ status: 'qr' });
  });
});

describe('a linked session', () => {
  it('stops without leaving a process or a lock, and starts again without a QR', async () => {
    await pair(use.engine, use.simulator, 'one', await createAccount());
    const tree = await browserTree(use.dataDir);
    expect(tree.length).toBeGreaterThan(1);
    const stopped = await use.engine.call('DELETE', '/sessions/one');
    expect(stopped).toMatchObject({ status: 200, body: { status: 'disconnected' } });
    expect(await livingOf(tree)).toEqual([]);
    const folder = join(use.dataDir, 'engine/sessions/one');
    expect(await readdir(folder)).toEqual(['profile', 'session.json']);
    expect(await lockFiles(use.dataDir)).toEqual([]);
    await use.engine.call('PUT', '/sessions/one');
    const statuses = new Set<string>();
    await poll(
      async () => {
        const { status } = await use.engine.session('one');
        statuses.add(status);
        return status;
      },
      (status) => status === 'connected',
    );
    expect(statuses.has('qr')).toBe(false);
  });

  it('connects though the page had synced before the library could listen', async () => {
    await pair(use.engine, use.simulator, 'one', await createAccount());
    await use.engine.call('DELETE', '/sessions/one');
    await use.simulator.control.setOptions({ early_sync: true });
    await use.engine.call('PUT', '/sessions/one');
    await use.engine.reaches('one', 'connected');
  });

  it('is unlinked and removed with its profile by a stop with logout', async () => {
    const accountId = await createAccount();
    await pair(use.engine, use.simulator, 'one', accountId);
    const answer = await use.engine.call('DELETE', '/sessions/one?logout=true');
    expect(answer).toMatchObject({ status: 200, body: { status: 'disconnected' } });
    expect((await use.simulator.control.getAccount(accountId)).devices).toEqual([]);
    expect(await use.engine.call('GET', '/sessions/one')).toMatchObject({ status: 404 });
    await expect(access(join(use.dataDir, 'engine/sessions/one'))).rejects.toThrow();
  });

  it('is unlinked by a stop with logout whose browser is killed before the page leaves', async () => {
    const accountId = await createAccount();
    await pair(use.engine, use.simulator, 'one', accountId);
    await use.simulator.control.setOptions({ logout_navigation_delay_ms: 60_000 });
    const answer = use.engine.call('DELETE', '/sessions/one?logout=true');
    await poll(
      () => use.simulator.control.getAccount(accountId),
      ({ devices }) => devices.length === 0,
    );
    await use.simulator.control.setOptions({ logout_navigation_delay_ms: 150 });
    for (const pid of await browsersOf(use.dataDir)) process.kill(pid, 'SIGKILL');
    expect(await answer).toMatchObject({ status: 200, body: { last_error: null } });
    expect(await use.engine.call('GET', '/sessions/one')).toMatchObject({ status: 404 });
  });

  it('is unlinked by a stop with logout though it was not running', async () => {
    const accountId = await createAccount();
    await pair(use.engine, use.simulator, 'one', accountId);
    await use.engine.call('DELETE', '/sessions/one');
    await use.engine.call('DELETE', '/sessions/one?logout=true');
    expect((await use.simulator.control.getAccount(accountId)).devices).toEqual([]);
    expect(await browsersOf(use.dataDir)).toEqual([]);
  });
});

describe('a session that was scanned and has not synced yet', () => {
  it('is unlinked by a stop with logout', async () => {
    const accountId = await createAccount();
    await pairWithoutSync(use.engine, use.simulator, 'one', accountId);
    const answer = await use.engine.call('DELETE', '/sessions/one?logout=true');
    expect(answer).toMatchObject({ status: 200, body: { last_error: null } });
    expect((await use.simulator.control.getAccount(accountId)).devices).toEqual([]);
  });
});

describe('a logout on the phone', () => {
  // The fault table of the soak has "navigate" as well.
  it.each(['state', 'both'] as const)(
    'seen as "%s" ends the browser, removes the profile and lets the next start show a fresh QR',
    async (mode) => {
      const accountId = await createAccount();
      await pair(use.engine, use.simulator, 'one', accountId);
      await use.simulator.control.logoutFromPhone({ account_id: accountId, mode });
      const session = await use.engine.reaches('one', 'logged_out');
      expect(session.last_error?.code).toBe(mode === 'state' ? 'LOGIN_LOST' : 'LOGGED_OUT_UNKNOWN');
      expect(session.action_required).toMatchObject({ code: session.last_error?.code });
      expect(await browsersOf(use.dataDir)).toEqual([]);
      await expect(access(join(use.dataDir, 'engine/sessions/one/profile'))).rejects.toThrow();
      const read = await use.engine.call('GET', '/sessions/one/groups');
      const body = { code: 'SESSION_NOT_CONNECTED', session_status: 'logged_out' };
      expect(read).toMatchObject({ status: 409, body });
      await pair(use.engine, use.simulator, 'one', accountId);
    },
  );

  it('while the session was stopped shows as logged_out at its next start', async () => {
    const accountId = await createAccount();
    await pair(use.engine, use.simulator, 'one', accountId);
    await use.engine.call('DELETE', '/sessions/one');
    await use.simulator.control.logoutFromPhone({ account_id: accountId });
    await use.engine.call('PUT', '/sessions/one');
    await use.engine.reaches('one', 'logged_out');
    expect(await browsersOf(use.dataDir)).toEqual([]);
    await pair(use.engine, use.simulator, 'one', accountId);
  });
});
