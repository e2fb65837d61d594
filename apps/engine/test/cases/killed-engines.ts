import { expect } from 'vitest';
import { lockFiles } from '../support/lock-files.ts';
import { pair } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browserTree, livingOf } from '../support/processes.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, temporaryDataDir } from '../support/test-engine.ts';

const SPEC = { seed: 1_800, contacts: 300, groups: 5, participants: 6, odd_names: false };

/**
 * Kills engines in the middle of a read. Each next engine must restore the session without a QR, and hold
 * the only lock.
 */
export async function killedEngines(kills: number): Promise<void> {
  const simulator = await sharedSimulator();
  const dataDir = await temporaryDataDir();
  const start = () => startEngine({ simulator, dataDir: dataDir.path });
  let engine = await start();
  try {
    const { account_id } = await simulator.control.createAccount(SPEC);
    await pair(engine, simulator, 'one', account_id);
    for (let n = 0; n < kills; n += 1) {
      const tree = await browserTree(dataDir.path);
      const read = engine.call('GET', '/sessions/one/all-contacts').catch(() => null);
      await engine.end('SIGKILL');
      await read;
      await poll(
        () => livingOf(tree),
        (alive) => alive.length === 0,
      );
      engine = await start();
      await engine.reaches('one', 'connected');
      const owners = (await lockFiles(dataDir.path)).filter((name) => name.includes('owner-'));
      expect(owners).toHaveLength(1);
      expect(engine.output.some((line) => line.includes('waits for its QR'))).toBe(false);
      const again = await engine.call('GET', '/sessions/one/contacts');
      expect(again).toMatchObject({ status: 200, body: { total_contacts: 300, complete: true } });
    }
    const tree = await browserTree(dataDir.path);
    await engine.end('SIGTERM');
    expect(await livingOf(tree)).toEqual([]);
    expect(await lockFiles(dataDir.path)).toEqual([]);
  } finally {
    await engine.end('SIGTERM');
    await dataDir.remove();
  }
}
