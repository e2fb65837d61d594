import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockFiles } from '../support/lock-files.ts';
import { pair, shownQr } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf, browserTree, livingOf } from '../support/processes.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

const SPEC = { contacts: 12, groups: 2, participants: 4, odd_names: false };

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engines: TestEngine[] = [];
let seed = 100;

async function start(env: Record<string, string> = {}): Promise<TestEngine> {
  const engine = await startEngine({ simulator, dataDir: dataDir.path, env });
  engines.push(engine);
  return engine;
}

async function createAccount(): Promise<string> {
  seed += 1;
  return (await simulator.control.createAccount({ ...SPEC, seed })).account_id;
}

beforeAll(async () => {
  simulator = await startSimulator();
});

afterAll(() => simulator?.stop());

beforeEach(async () => {
  dataDir = await temporaryDataDir();
});

afterEach(async () => {
  await simulator.control.setOptions({ early_sync: false, sync_never: false });
  await Promise.all(engines.map((engine) => engine.end('SIGTERM')));
  engines = [];
  await dataDir.remove();
});

describe('a new session', () => {
  it('shows a QR with its expiry, connects after the scan and shows the account', async () => {
    const engine = await start();
    const account = await simulator.control.createAccount({ ...SPEC, seed: 1 });
    const started = await engine.call('PUT', '/sessions/one');
    expect(started).toMatchObject({ status: 200, body: { status: 'connecting' } });
    const { qr, expires_at } = await shownQr(engine, 'one');
    expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(50_000);
    expect(await engine.session('one')).toMatchObject({ status: 'qr', qr_expires_at: expires_at });
    await simulator.control.scanQr({ qr, account_id: account.account_id });
    const session = await engine.reaches('one', 'connected');
    expect(session).toMatchObject({
      phone_number: account.phone_number,
      last_error: null,
      qr_expires_at: null,
    });
    expect(session.lid).toMatch(/^\d+@lid$/);
    expect(session.whatsapp_web_version).toMatch(/^2\./);
  });

  it('links by pairing code, in any spelling of the number', async () => {
    const engine = await start();
    const accountId = await createAccount();
    const { phone_number } = await simulator.control.getAccount(accountId);
    await engine.call('PUT', '/sessions/one');
    await shownQr(engine, 'one');
    const typed = `+${phone_number.slice(0, 2)} (${phone_number.slice(2, 5)}) ${phone_number.slice(5)}`;
    const body = { phone_number: typed };
    const answer = await engine.call('POST', '/sessions/one/pairing-code', { body });
    expect(answer.status).toBe(200);
    const { code, expires_at } = answer.body as { code: string; expires_at: string };
    expect(code).toMatch(/^[A-Z0-9]{8}$/);
    expect(Date.parse(expires_at)).toBeGreaterThan(Date.now());
    await simulator.control.enterPairingCode({ code, account_id: accountId });
    expect(await engine.reaches('one', 'connected')).toMatchObject({ phone_number });
  });

  it('answers PAIRING_RATE_LIMITED when WhatsApp refuses further codes, and keeps waiting for the scan', async () => {
    await simulator.control.setOptions({ pairing_code_limit: 0 });
    const engine = await start();
    await engine.call('PUT', '/sessions/one');
    await shownQr(engine, 'one');
    const body = { phone_number: '6281234567890' };
    const answer = await engine.call('POST', '/sessions/one/pairing-code', { body });
    await simulator.control.setOptions({ pairing_code_limit: 5 });
    expect(answer).toMatchObject({ status: 429, body: { code: 'PAIRING_RATE_LIMITED' } });
    expect(await engine.session('one')).toMatchObject({ status: 'qr' });
  });

  it('that is not restored loses the locks of a killed engine when the next one starts', async () => {
    const first = await start();
    await first.call('PUT', '/sessions/one');
    await shownQr(first, 'one');
    const tree = await browserTree(dataDir.path);
    expect((await lockFiles(dataDir.path)).length).toBeGreaterThan(0);
    await first.end('SIGKILL');
    const second = await start();
    expect(await livingOf(tree)).toEqual([]);
    expect(await lockFiles(dataDir.path)).toEqual([]);
    expect(await second.session('one')).toMatchObject({ status: 'disconnected' });
  });
});

describe('a linked session', () => {
  it('stops without leaving a process or a lock, and starts again without a QR', async () => {
    const engine = await start();
    await pair(engine, simulator, 'one', await createAccount());
    const tree = await browserTree(dataDir.path);
    expect(tree.length).toBeGreaterThan(1);
    const stopped = await engine.call('DELETE', '/sessions/one');
    expect(stopped).toMatchObject({ status: 200, body: { status: 'disconnected' } });
    expect(await livingOf(tree)).toEqual([]);
    const folder = join(dataDir.path, 'engine/sessions/one');
    expect(await readdir(folder)).toEqual(['profile', 'session.json']);
    expect(await lockFiles(dataDir.path)).toEqual([]);
    await engine.call('PUT', '/sessions/one');
    const statuses = new Set<string>();
    await poll(
      async () => {
        const { status } = await engine.session('one');
        statuses.add(status);
        return status;
      },
      (status) => status === 'connected',
    );
    expect(statuses.has('qr')).toBe(false);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'comes back without a QR after the engine was ended by %s, which left no process',
    async (signal) => {
      const first = await start();
      await pair(first, simulator, 'one', await createAccount());
      const tree = await browserTree(dataDir.path);
      await first.end(signal);
      await poll(
        () => livingOf(tree),
        (alive) => alive.length === 0,
      );
      if (signal === 'SIGTERM') expect(await lockFiles(dataDir.path)).toEqual([]);
      const second = await start();
      await second.reaches('one', 'connected');
      const locks = await lockFiles(dataDir.path);
      expect(locks.filter((name) => name.includes('owner-'))).toHaveLength(1);
      expect(second.output.some((line) => line.includes('waits for its QR'))).toBe(false);
      const read = await second.call('GET', '/sessions/one/contacts');
      expect(read).toMatchObject({ status: 200, body: { total_contacts: 12, complete: true } });
      await second.end('SIGTERM');
      expect(await lockFiles(dataDir.path)).toEqual([]);
    },
  );

  it('connects though the page had synced before the library could listen', async () => {
    const engine = await start();
    await pair(engine, simulator, 'one', await createAccount());
    await engine.call('DELETE', '/sessions/one');
    await simulator.control.setOptions({ early_sync: true });
    await engine.call('PUT', '/sessions/one');
    await engine.reaches('one', 'connected');
  });

  it('that was stopped stays stopped when the engine starts again', async () => {
    const first = await start();
    await pair(first, simulator, 'one', await createAccount());
    await first.call('DELETE', '/sessions/one');
    await first.end('SIGTERM');
    const second = await start();
    const session = await second.session('one');
    expect(session).toMatchObject({ status: 'disconnected', last_error: null });
    expect(session.phone_number).toMatch(/^\d+$/);
    expect(await browsersOf(dataDir.path)).toEqual([]);
  });

  it('is unlinked and removed with its profile by a stop with logout', async () => {
    const engine = await start();
    const accountId = await createAccount();
    await pair(engine, simulator, 'one', accountId);
    const answer = await engine.call('DELETE', '/sessions/one?logout=true');
    expect(answer).toMatchObject({ status: 200, body: { status: 'disconnected' } });
    expect((await simulator.control.getAccount(accountId)).devices).toEqual([]);
    expect(await engine.call('GET', '/sessions/one')).toMatchObject({ status: 404 });
    await expect(access(join(dataDir.path, 'engine/sessions/one'))).rejects.toThrow();
  });

  it('is unlinked by a stop with logout whose browser is killed before it confirms', async () => {
    const engine = await start();
    const accountId = await createAccount();
    await pair(engine, simulator, 'one', accountId);
    await simulator.control.setOptions({ logout_navigation_delay_ms: 60_000 });
    const answer = engine.call('DELETE', '/sessions/one?logout=true');
    await poll(
      () => simulator.control.getAccount(accountId),
      ({ devices }) => devices.length === 0,
    );
    await simulator.control.setOptions({ logout_navigation_delay_ms: 150 });
    for (const pid of await browsersOf(dataDir.path)) process.kill(pid, 'SIGKILL');
    expect(await answer).toMatchObject({ status: 200, body: { last_error: null } });
    expect(engine.output.some((line) => line.includes('Browser failed, restarting'))).toBe(true);
    expect(await engine.call('GET', '/sessions/one')).toMatchObject({ status: 404 });
  });

  it('is unlinked by a stop with logout though it was not running', async () => {
    const engine = await start();
    const accountId = await createAccount();
    await pair(engine, simulator, 'one', accountId);
    await engine.call('DELETE', '/sessions/one');
    await engine.call('DELETE', '/sessions/one?logout=true');
    expect((await simulator.control.getAccount(accountId)).devices).toEqual([]);
    expect(await browsersOf(dataDir.path)).toEqual([]);
  });
});

describe('a session that was scanned and has not synced yet', () => {
  /** Answers the account's id. */
  async function scanned(engine: TestEngine): Promise<string> {
    await simulator.control.setOptions({ sync_never: true });
    const accountId = await createAccount();
    await engine.call('PUT', '/sessions/one');
    const { qr } = await shownQr(engine, 'one');
    await simulator.control.scanQr({ qr, account_id: accountId });
    const record = join(dataDir.path, 'engine/sessions/one/session.json');
    await poll(
      () => readFile(record, 'utf8'),
      (text) => text.includes('"paired":true'),
    );
    expect(await engine.session('one')).toMatchObject({ status: 'connecting' });
    return accountId;
  }

  it('comes back without a QR after the engine was killed', async () => {
    const first = await start();
    await scanned(first);
    await first.end('SIGKILL');
    await simulator.control.setOptions({ sync_never: false });
    const second = await start();
    await second.reaches('one', 'connected');
    expect(second.output.some((line) => line.includes('waits for its QR'))).toBe(false);
  });

  it('is unlinked by a stop with logout', async () => {
    const engine = await start();
    const accountId = await scanned(engine);
    const answer = await engine.call('DELETE', '/sessions/one?logout=true');
    expect(answer).toMatchObject({ status: 200, body: { last_error: null } });
    expect((await simulator.control.getAccount(accountId)).devices).toEqual([]);
  });
});

describe('a logout on the phone', () => {
  it.each(['navigate', 'state', 'both'] as const)(
    'seen as "%s" ends the browser, removes the profile and lets the next start show a fresh QR',
    async (mode) => {
      const engine = await start();
      const accountId = await createAccount();
      await pair(engine, simulator, 'one', accountId);
      await simulator.control.logoutFromPhone({ account_id: accountId, mode });
      const session = await engine.reaches('one', 'logged_out');
      expect(session.last_error).toMatchObject({ code: 'SESSION_LOGGED_OUT' });
      expect(await browsersOf(dataDir.path)).toEqual([]);
      await expect(access(join(dataDir.path, 'engine/sessions/one/profile'))).rejects.toThrow();
      const read = await engine.call('GET', '/sessions/one/groups');
      const body = { code: 'SESSION_NOT_CONNECTED', session_status: 'logged_out' };
      expect(read).toMatchObject({ status: 409, body });
      await pair(engine, simulator, 'one', accountId);
    },
  );

  it('while the session was stopped shows as logged_out at its next start', async () => {
    const engine = await start();
    const accountId = await createAccount();
    await pair(engine, simulator, 'one', accountId);
    await engine.call('DELETE', '/sessions/one');
    await simulator.control.logoutFromPhone({ account_id: accountId });
    await engine.call('PUT', '/sessions/one');
    await engine.reaches('one', 'logged_out');
    expect(await browsersOf(dataDir.path)).toEqual([]);
    await pair(engine, simulator, 'one', accountId);
  });

  it('is remembered over a restart of the engine, which does not start a browser for it', async () => {
    const first = await start();
    const accountId = await createAccount();
    await pair(first, simulator, 'one', accountId);
    await simulator.control.logoutFromPhone({ account_id: accountId });
    await first.reaches('one', 'logged_out');
    await first.end('SIGTERM');
    const second = await start();
    expect(await second.session('one')).toMatchObject({ status: 'logged_out' });
    expect(await browsersOf(dataDir.path)).toEqual([]);
  });
});

describe('the limits', () => {
  it('refuse a profile that another engine runs: 409 PROFILE_IN_USE, and leave it alone', async () => {
    const first = await start();
    const accountId = await createAccount();
    await pair(first, simulator, 'one', accountId);
    const second = await start();
    for (const [method, path] of [
      ['PUT', '/sessions/one'],
      ['DELETE', '/sessions/one?logout=true'],
    ] as const) {
      const answer = await second.call(method, path);
      expect(answer).toMatchObject({ status: 409, body: { code: 'PROFILE_IN_USE' } });
    }
    expect(await first.session('one')).toMatchObject({ status: 'connected' });
    expect(await browsersOf(dataDir.path)).toHaveLength(1);
  });

  it('refuse one session too many at once: 503 ENGINE_FULL with Retry-After', async () => {
    const engine = await start({ ENGINE_MAX_SESSIONS: '1' });
    const answers = await Promise.all(
      ['one', 'two'].map((id) => engine.call('PUT', `/sessions/${id}`)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 503]);
    const refused = answers.find(({ status }) => status === 503);
    expect(refused?.body).toMatchObject({ code: 'ENGINE_FULL' });
    const { sessions } = (await engine.call('GET', '/sessions')).body as { sessions: unknown[] };
    expect(sessions).toHaveLength(1);
  });
});
