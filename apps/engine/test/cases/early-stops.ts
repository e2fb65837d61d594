import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lockFiles } from '../support/lock-files.ts';
import { pair, shownQr } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf, browserTree, livingOf } from '../support/processes.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

const SPEC = { seed: 1_650, contacts: 12, groups: 1, participants: 3, odd_names: false };
/** Longer than the test: a session in its back-off stays there. */
const BACK_OFF_MS = 60_000;
const SESSION = 'one';
const PATH = `/sessions/${SESSION}`;

/** Brings a new session to the moment at which it is stopped. */
const MOMENTS: Readonly<Record<string, (engine: TestEngine) => Promise<unknown>>> = {
  'before its browser runs': (engine) => engine.call('PUT', PATH),
  async 'while its browser starts'(engine) {
    await engine.call('PUT', PATH);
    await poll(
      () => browsersOf(engine.dataDir),
      (mains) => mains.length > 0,
    );
  },
  async 'while it shows its QR'(engine) {
    await engine.call('PUT', PATH);
    await shownQr(engine, SESSION);
  },
  async 'while it waits to start again'(engine) {
    await engine.call('PUT', PATH);
    await shownQr(engine, SESSION);
    for (const pid of await browsersOf(engine.dataDir)) process.kill(pid, 'SIGKILL');
    await poll(
      () => engine.session(SESSION),
      ({ last_error }) => last_error?.code === 'BROWSER_CRASHED',
    );
    await poll(
      () => browserTree(engine.dataDir),
      (tree) => tree.length === 0,
    );
  },
};

/** The tests: a session that is stopped at that moment leaves no process and no lock, and starts afterwards. */
export function earlyStops(rounds: number): void {
  let simulator: Simulator;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
  let engine: TestEngine;
  beforeAll(async () => {
    simulator = await startSimulator();
    dataDir = await temporaryDataDir();
    const env = { ENGINE_RESTART_DELAY_MS: String(BACK_OFF_MS) };
    engine = await startEngine({ simulator, dataDir: dataDir.path, env });
  });
  afterAll(async () => {
    await engine?.end('SIGTERM');
    await simulator?.stop();
    await dataDir?.remove();
  });

  it.each(Object.entries(MOMENTS))(
    `${rounds}× a stop %s leaves no process and no lock`,
    async (_, reachMoment) => {
      for (let n = 0; n < rounds; n += 1) {
        await reachMoment(engine);
        const tree = await browserTree(dataDir.path);
        expect(await engine.call('DELETE', PATH)).toMatchObject({ status: 200 });
        expect(await engine.session(SESSION)).toMatchObject({ status: 'disconnected' });
        await expectNothingLeft(dataDir.path, tree);
      }
      const { account_id } = await simulator.control.createAccount(SPEC);
      await pair(engine, simulator, SESSION, account_id);
      const tree = await browserTree(dataDir.path);
      await engine.call('DELETE', `${PATH}?logout=true`);
      await expectNothingLeft(dataDir.path, tree);
      expect(await readdir(join(dataDir.path, 'engine/sessions'))).toEqual([]);
    },
  );
}

async function expectNothingLeft(dataDir: string, tree: readonly number[]): Promise<void> {
  expect([...(await livingOf(tree)), ...(await browserTree(dataDir))]).toEqual([]);
  expect(await lockFiles(dataDir)).toEqual([]);
}
