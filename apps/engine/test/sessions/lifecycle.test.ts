import { join } from 'node:path';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

async function start(): Promise<TestEngine> {
  const engine = await startEngine({ simulator, dataDir: dataDir.path });
  engines.push(engine);
  return engine;
}

async function createAccount(): Promise<string> {
  seed += 1;
  return (await simulator.control.createAccount({ ...SPEC, seed })).account_id;
}

const linesOf = ({ output }: TestEngine, session: string) =>
  output.filter((line) => line.includes(`"session_id":"${session}"`));

/** A session that came back by a QR has needed a person. */
function expectNoQr(engine: TestEngine, session: string): void {
  const lines = linesOf(engine, session);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => line.includes('waits for its QR'))).toEqual([]);
}

async function locksOf(session: string): Promise<string[]> {
  return (await lockFiles(dataDir.path)).filter((name) => name.startsWith(`${session}/`));
}

beforeAll(async () => {
  simulator = await sharedSimulator();
  dataDir = await temporaryDataDir();
});

afterAll(async () => {
  await simulator.control.setOptions({ sync_never: false });
  await Promise.all(engines.map((engine) => engine.end('SIGTERM')));
  engines = [];
  await dataDir.remove();
});

// The restart of a linked session after SIGTERM is in e2e/main-job.test.ts.
describe('after an engine was killed, and its browsers have ended, the next one', () => {
  let killed: TestEngine;
  let next: TestEngine;

  beforeAll(async () => {
    killed = await start();
    await pair(killed, simulator, 'linked', await createAccount());
    await pairWithoutSync(killed, simulator, 'unsynced', await createAccount());
    await killed.call('PUT', '/sessions/new');
    await shownQr(killed, 'new');
    expect((await locksOf('new')).length).toBeGreaterThan(0);
    const left = await browserTree(dataDir.path);
    expect(left.length).toBeGreaterThan(3);
    await killed.end('SIGKILL');
    // Its browsers end by themselves. Until then a page may not acknowledge new options.
    await poll(
      () => livingOf(left),
      (alive) => alive.length === 0,
    );
    await simulator.control.setOptions({ sync_never: false });
    next = await start();
  });

  it('removes the locks of a session that it does not restore', async () => {
    expect(await locksOf('new')).toEqual([]);
    expect(await next.session('new')).toMatchObject({ status: 'disconnected' });
  });

  it('brings a linked session back without a QR', async () => {
    await next.reaches('linked', 'connected');
    expectNoQr(next, 'linked');
    const locks = await locksOf('linked');
    expect(locks.filter((name) => name.includes('owner-'))).toHaveLength(1);
    const read = await next.call('GET', '/sessions/linked/contacts');
    expect(read).toMatchObject({ status: 200, body: { total_contacts: 12, complete: true } });
  });

  it('brings a session back without a QR that was scanned and had not synced', async () => {
    await next.reaches('unsynced', 'connected');
    expectNoQr(next, 'unsynced');
  });
});

describe('after an engine was stopped', () => {
  let left: Awaited<ReturnType<typeof browserTree>>;

  beforeAll(async () => {
    const stopped = engines.at(-1)!;
    await stopped.call('DELETE', '/sessions/linked');
    const account = await createAccount();
    await pair(stopped, simulator, 'logged-out', account);
    await simulator.control.logoutFromPhone({ account_id: account });
    await stopped.reaches('logged-out', 'logged_out');
    left = await browserTree(dataDir.path);
    expect(left.length).toBeGreaterThan(1);
    await stopped.end('SIGTERM');
  });

  it('no browser and no lock is left', async () => {
    expect(await livingOf(left)).toEqual([]);
    expect(await lockFiles(dataDir.path)).toEqual([]);
  });

  it('a session that was stopped stays stopped, and one that the phone logged out stays logged out', async () => {
    const next = await start();
    const session = await next.session('linked');
    expect(session).toMatchObject({ status: 'disconnected', last_error: null });
    expect(session.phone_number).toMatch(/^\d+$/);
    expect(await next.session('logged-out')).toMatchObject({ status: 'logged_out' });
    await next.reaches('unsynced', 'connected');
    const running = await browsersOf(dataDir.path);
    expect(running).toEqual(await browsersOf(join(dataDir.path, 'engine/sessions/unsynced')));
    expect(running).toHaveLength(1);
  });
});

it('a profile that another engine runs is refused with 409 PROFILE_IN_USE, and left alone', async () => {
  const [first, second] = [engines.at(-1)!, await start()];
  for (const [method, path] of [
    ['PUT', '/sessions/unsynced'],
    ['DELETE', '/sessions/unsynced?logout=true'],
  ] as const) {
    const answer = await second.call(method, path);
    expect(answer).toMatchObject({ status: 409, body: { code: 'PROFILE_IN_USE' } });
  }
  expect(await first.session('unsynced')).toMatchObject({ status: 'connected' });
  expect(await browsersOf(dataDir.path)).toHaveLength(1);
});
