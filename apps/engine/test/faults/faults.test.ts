import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pair, shownQr } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf, browserTree, livingOf } from '../support/processes.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

const SPEC = { contacts: 12, groups: 2, participants: 4, odd_names: false };

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engine: TestEngine;
let session = '';
let seed = 500;

async function pairNewAccount(): Promise<string> {
  seed += 1;
  const { account_id } = await simulator.control.createAccount({ ...SPEC, seed });
  await pair(engine, simulator, session, account_id);
  return account_id;
}

async function expectReadable(): Promise<void> {
  const read = await engine.call('GET', `/sessions/${session}/all-contacts`);
  expect(read).toMatchObject({ status: 200, body: { total_contacts: 12, complete: true } });
}

/** The statuses that a client sees from here on, each once in a row. */
function recordStatuses(): { statuses: string[]; stop: () => void } {
  const statuses: string[] = [];
  const timer = setInterval(async () => {
    const seen = await engine.session(session).catch(() => null);
    if (seen && seen.status !== statuses.at(-1)) statuses.push(seen.status);
  }, 10);
  return { statuses, stop: () => clearInterval(timer) };
}

beforeAll(async () => {
  simulator = await startSimulator();
  dataDir = await temporaryDataDir();
  engine = await startEngine({
    simulator,
    dataDir: dataDir.path,
    env: {
      ENGINE_START_TIMEOUT_MS: '12000',
      ENGINE_HANG_TIMEOUT_MS: '2000',
      ENGINE_QR_REFRESHES: '1',
      ENGINE_RESTART_ATTEMPTS: '2',
    },
  });
});

afterAll(async () => {
  await engine?.end('SIGTERM');
  await simulator?.stop();
  await dataDir?.remove();
});

beforeEach(() => {
  seed += 1;
  session = `session-${seed}`;
});

afterEach(async () => {
  await engine.call('DELETE', `/sessions/${session}`);
});

describe('a browser', () => {
  it('that is killed is replaced: connecting, then connected and readable, without a QR', async () => {
    await pairNewAccount();
    const [browser] = await browsersOf(dataDir.path);
    const record = recordStatuses();
    process.kill(browser!, 'SIGKILL');
    await poll(
      () => record.statuses,
      (seen) => seen.includes('connecting') && seen.at(-1) === 'connected',
    );
    record.stop();
    expect(record.statuses).not.toContain('qr');
    await expectReadable();
    expect(await browsersOf(dataDir.path)).toHaveLength(1);
  });

  it('whose page crashes is replaced', async () => {
    const accountId = await pairNewAccount();
    const [browser] = await browsersOf(dataDir.path);
    await simulator.control.injectFault(accountId, { type: 'out_of_memory' });
    await poll(
      () => browsersOf(dataDir.path),
      (mains) => mains.length === 1 && mains[0] !== browser,
    );
    await engine.reaches(session, 'connected');
    await expectReadable();
  });

  it('whose page hangs is replaced when it has not answered for the configured time', async () => {
    const accountId = await pairNewAccount();
    const [browser] = await browsersOf(dataDir.path);
    await simulator.control.injectFault(accountId, { type: 'page_hang', duration_ms: 60_000 });
    await poll(
      () => browsersOf(dataDir.path),
      (mains) => mains.length === 1 && mains[0] !== browser,
    );
    await engine.reaches(session, 'connected');
  });
});

describe('a browser that is suspended', () => {
  it('shows as connecting while it is still being ended', async () => {
    await pairNewAccount();
    const [browser] = await browsersOf(dataDir.path);
    process.kill(browser!, 'SIGSTOP');
    const lost = await engine.reaches(session, 'connecting');
    expect(await livingOf([browser!])).toEqual([browser]);
    expect(lost.last_error).toMatchObject({ code: 'PAGE_UNRESPONSIVE' });
    await engine.reaches(session, 'connected');
    expect(await livingOf([browser!])).toEqual([]);
  });
});

describe('a page', () => {
  it('that syncs again stays connected and keeps its connection time', async () => {
    const accountId = await pairNewAccount();
    const before = await engine.session(session);
    for (let n = 0; n < 3; n += 1) {
      await simulator.control.injectFault(accountId, { type: 'sync_again' });
    }
    await expectReadable();
    expect(await engine.session(session)).toEqual(before);
  });

  it('that reloads comes back in the same browser', async () => {
    const accountId = await pairNewAccount();
    const browsers = await browsersOf(dataDir.path);
    const record = recordStatuses();
    await simulator.control.injectFault(accountId, { type: 'reload' });
    await poll(
      () => record.statuses,
      (seen) => seen.includes('connecting') && seen.at(-1) === 'connected',
    );
    record.stop();
    expect(await browsersOf(dataDir.path)).toEqual(browsers);
    await expectReadable();
  });

  it('that loses the network shows as connecting with the reason, and comes back by itself', async () => {
    const accountId = await pairNewAccount();
    await simulator.control.injectFault(accountId, { type: 'offline' });
    const offline = await engine.reaches(session, 'connecting');
    expect(offline.last_error).toMatchObject({ code: 'PAGE_UNRESPONSIVE' });
    const read = await engine.call('GET', `/sessions/${session}/groups`);
    const body = { code: 'SESSION_NOT_CONNECTED', session_status: 'connecting' };
    expect(read).toMatchObject({ status: 409, body });
    await simulator.control.clearFaults(accountId);
    expect(await engine.reaches(session, 'connected')).toMatchObject({ last_error: null });
  });

  it('whose device is in use elsewhere takes it back', async () => {
    const accountId = await pairNewAccount();
    const record = recordStatuses();
    await simulator.control.injectFault(accountId, { type: 'state', state: 'CONFLICT' });
    await poll(
      () => record.statuses,
      (seen) => seen.includes('connecting') && seen.at(-1) === 'connected',
    );
    record.stop();
    await expectReadable();
  });

  it('without Debug.VERSION fails with WHATSAPP_WEB_CHANGED and leaves no browser', async () => {
    await simulator.control.setOptions({ version_missing: true });
    await engine.call('PUT', `/sessions/${session}`);
    const failed = await engine.reaches(session, 'failed');
    await simulator.control.setOptions({ version_missing: false });
    expect(failed.last_error).toMatchObject({ code: 'WHATSAPP_WEB_CHANGED' });
    expect(await browserTree(dataDir.path)).toEqual([]);
  });

  it('that lacks a module is named in the status and refuses reads with the same code', async () => {
    seed += 1;
    const { account_id } = await simulator.control.createAccount({ ...SPEC, seed });
    const missing_modules = [
      { module: 'WAWebApiContact', member: 'getPhoneNumber' },
      { module: 'WAWebFrontendContactGetters' },
    ];
    await simulator.control.setOptions({ missing_modules });
    const connected = await pair(engine, simulator, session, account_id);
    await simulator.control.setOptions({ missing_modules: [] });
    expect(connected.last_error?.code).toBe('WHATSAPP_WEB_CHANGED');
    expect(connected.last_error?.message).toContain('WAWebApiContact.getPhoneNumber');
    expect(connected.last_error?.message).toContain('WAWebFrontendContactGetters');
    const read = await engine.call('GET', `/sessions/${session}/contacts`);
    expect(read).toMatchObject({ status: 502, body: { code: 'WHATSAPP_WEB_CHANGED' } });
    const metrics = await engine.call('GET', '/metrics');
    const label = 'code="WHATSAPP_WEB_CHANGED",member="WAWebApiContact.getPhoneNumber"';
    expect(metrics.text).toContain(`grabber_engine_whatsapp_web_changed{${label}} 1`);
  });

  it('that lacks a module which only contacts need lets groups be read, and says so', async () => {
    seed += 1;
    const { account_id } = await simulator.control.createAccount({ ...SPEC, seed });
    const missing_modules = [{ module: 'WAWebFrontendContactGetters' }];
    await simulator.control.setOptions({ missing_modules });
    const connected = await pair(engine, simulator, session, account_id);
    await simulator.control.setOptions({ missing_modules: [] });
    expect(connected.last_error).toMatchObject({
      code: 'WHATSAPP_WEB_CHANGED',
      message:
        'WhatsApp Web has changed: contacts cannot be read; missing: WAWebFrontendContactGetters.',
    });
    for (const what of ['contacts', 'all-contacts']) {
      const refused = await engine.call('GET', `/sessions/${session}/${what}`);
      expect(refused).toMatchObject({ status: 502, body: { code: 'WHATSAPP_WEB_CHANGED' } });
    }
    const groups = await engine.call('GET', `/sessions/${session}/groups`);
    expect(groups).toMatchObject({ status: 200, body: { total_groups: 2, complete: true } });
  });

  it.each(['_serialized', '$1'] as const)(
    'lacks nothing that reads use, with message keys in the shape %s',
    async (message_key_shape) => {
      await simulator.control.setOptions({ message_key_shape });
      await pairNewAccount();
      await simulator.control.setOptions({ message_key_shape: '_serialized' });
      expect(await engine.session(session)).toMatchObject({ last_error: null });
      await expectReadable();
    },
  );
});

describe('a logout on the phone', () => {
  it('leaves the profile alone until the browser in it has ended', async () => {
    const account_id = await pairNewAccount();
    const browsers = await browsersOf(dataDir.path);
    const profile = `${dataDir.path}/engine/sessions/${session}/profile`;
    // The browser would write its own files again.
    const mark = `${profile}/mark`;
    await writeFile(mark, '');
    await simulator.control.logoutFromPhone({ account_id, mode: 'both' });
    await poll(
      () => existsSync(mark),
      (isThere) => !isThere,
    );
    expect(await livingOf(browsers)).toEqual([]);
    await engine.reaches(session, 'logged_out');
    expect(existsSync(profile)).toBe(false);
  });
});

describe('QR codes', () => {
  it('that are used up are renewed, and the session stops when the new ones are not scanned either', async () => {
    await engine.call('PUT', `/sessions/${session}`);
    const first = await shownQr(engine, session);
    await simulator.control.injectUnpairedFault({ type: 'qr_exhausted' }, first.qr);
    const second = await poll(
      () => shownQr(engine, session),
      ({ qr }) => qr !== first.qr,
    );
    expect(Date.parse(second.expires_at) - Date.now()).toBeGreaterThan(50_000);
    await poll(
      () => simulator.control.injectUnpairedFault({ type: 'qr_exhausted' }).catch(() => null),
      () => true,
    );
    const failed = await engine.reaches(session, 'failed');
    expect(failed.last_error).toMatchObject({ code: 'QR_EXPIRED' });
    expect(await browsersOf(dataDir.path)).toEqual([]);
  });

  it('are shown again when the page reconnects with the same QR', async () => {
    await engine.call('PUT', `/sessions/${session}`);
    const { qr } = await shownQr(engine, session);
    await simulator.control.injectUnpairedFault({ type: 'state', state: 'TIMEOUT' }, qr);
    await engine.reaches(session, 'connecting');
    await simulator.control.injectUnpairedFault({ type: 'state', state: 'UNPAIRED' }, qr);
    expect(await shownQr(engine, session)).toMatchObject({ qr });
  });

  it('that are used up do not end a session whose pairing code is still valid', async () => {
    seed += 1;
    const account = await simulator.control.createAccount({ ...SPEC, seed });
    const { account_id, phone_number } = account;
    await engine.call('PUT', `/sessions/${session}`);
    await shownQr(engine, session);
    const path = `/sessions/${session}/pairing-code`;
    const answer = await engine.call('POST', path, { body: { phone_number } });
    const { code } = answer.body as { code: string };
    await simulator.control.injectUnpairedFault({ type: 'qr_exhausted' });
    await simulator.control.enterPairingCode({ code, account_id });
    await engine.reaches(session, 'connected');
  });
});
