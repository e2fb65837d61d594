import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockFiles } from '../support/lock-files.ts';
import { pair, shownQr } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf, browserTree, livingOf } from '../support/processes.ts';
import type { TestEngine } from '../support/test-engine.ts';
import { useEngine } from '../support/use-engine.ts';

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
  const use = useEngine({ ENGINE_RESTART_DELAY_MS: String(BACK_OFF_MS) });

  it.each(Object.entries(MOMENTS))(
    `${rounds}× a stop %s leaves no process and no lock`,
    async (_, reachMoment) => {
      for (let n = 0; n < rounds; n += 1) {
        await reachMoment(use.engine);
        const tree = await browserTree(use.dataDir);
        expect(await use.engine.call('DELETE', PATH)).toMatchObject({ status: 200 });
        expect(await use.engine.session(SESSION)).toMatchObject({ status: 'disconnected' });
        await expectNothingLeft(use.dataDir, tree);
      }
      const { account_id } = await use.simulator.control.createAccount(SPEC);
      await pair(use.engine, use.simulator, SESSION, account_id);
      const tree = await browserTree(use.dataDir);
      await use.engine.call('DELETE', `${PATH}?logout=true`);
      await expectNothingLeft(use.dataDir, tree);
      expect(await readdir(join(use.dataDir, 'engine/sessions'))).toEqual([]);
    },
  );
}

async function expectNothingLeft(dataDir: string, tree: readonly number[]): Promise<void> {
  expect([...(await livingOf(tree)), ...(await browserTree(dataDir))]).toEqual([]);
  expect(await lockFiles(dataDir)).toEqual([]);
}
