import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockFiles } from '../support/lock-files.ts';
import { pair, pairWithoutSync, shownQr } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf, browserTree, livingOf } from '../support/processes.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
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
  simulator = await sharedSimulator();
});

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
  // The restart after SIGTERM is in e2e/main-job.test.ts and below.
  it('comes back without a QR after the engine was killed, which left no process', async () => {
    const first = await start();
    await pair(first, simulator, 'one', await createAccount());
    const tree = await browserTree(dataDir.path);
    await first.end('SIGKILL');
    await poll(
      () => livingOf(tree),
      (alive) => alive.length === 0,
    );
    const second = await start();
    await second.reaches('one', 'connected');
    const locks = await lockFiles(dataDir.path);
    expect(locks.filter((name) => name.includes('owner-'))).toHaveLength(1);
    expect(second.output.some((line) => line.includes('waits for its QR'))).toBe(false);
    const read = await second.call('GET', '/sessions/one/contacts');
    expect(read).toMatchObject({ status: 200, body: { total_contacts: 12, complete: true } });
    await second.end('SIGTERM');
    expect(await livingOf(await browserTree(dataDir.path))).toEqual([]);
    expect(await lockFiles(dataDir.path)).toEqual([]);
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
});

describe('a session that was scanned and has not synced yet', () => {
  it('comes back without a QR after the engine was killed', async () => {
    const first = await start();
    await pairWithoutSync(first, simulator, 'one', await createAccount());
    await first.end('SIGKILL');
    await simulator.control.setOptions({ sync_never: false });
    const second = await start();
    await second.reaches('one', 'connected');
    expect(second.output.some((line) => line.includes('waits for its QR'))).toBe(false);
  });
});

describe('a logout on the phone', () => {
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
