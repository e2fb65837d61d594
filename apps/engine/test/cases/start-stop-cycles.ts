import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import MEMORY from '../../../../scripts/stack/service-memory.json' with { type: 'json' };
import { lockFiles } from '../support/lock-files.ts';
import { pair } from '../support/pairing.ts';
import { browserTree, livingOf } from '../support/processes.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

const REPORT_MEMORY = fileURLToPath(new URL('../../soak/report-memory.ts', import.meta.url));
const SPEC = { seed: 1_600, contacts: 200, groups: 10, participants: 10, odd_names: false };

export type Memory = { readonly rss: number; readonly held: number };

/** Starts, reads and stops one session again and again; answers the engine's memory after each cycle. */
export async function startStopCycles(cycles: number): Promise<Memory[]> {
  const simulator = await sharedSimulator();
  const dataDir = await temporaryDataDir();
  const nodeArgs = ['--expose-gc', `--import=${REPORT_MEMORY}`];
  const engine = await startEngine({ simulator, dataDir: dataDir.path, nodeArgs, env: MEMORY });
  const memory: Memory[] = [];
  try {
    const { account_id } = await simulator.control.createAccount(SPEC);
    await pair(engine, simulator, 'one', account_id);
    for (let n = 0; n < cycles; n += 1) {
      await engine.call('PUT', '/sessions/one');
      await engine.reaches('one', 'connected');
      const read = await engine.call('GET', '/sessions/one/all-contacts');
      expect(read).toMatchObject({ status: 200, body: { total_contacts: 200, complete: true } });
      const tree = await browserTree(dataDir.path);
      expect(tree.length).toBeGreaterThan(1);
      await engine.call('DELETE', '/sessions/one');
      expect(await livingOf(tree)).toEqual([]);
      expect(await lockFiles(dataDir.path)).toEqual([]);
      memory.push(await memoryOf(engine));
    }
    return memory;
  } finally {
    await engine.end('SIGTERM');
    await dataDir.remove();
  }
}

async function memoryOf({ child }: TestEngine): Promise<Memory> {
  const answer = once(child, 'message');
  child.send('report memory');
  return (await answer)[0] as Memory;
}
