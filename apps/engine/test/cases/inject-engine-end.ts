import { expect } from 'vitest';
import type { FaultRecord } from '../support/fault-records.ts';
import { pair } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browserTree, livingOf } from '../support/processes.ts';
import { startEngine, temporaryDataDir } from '../support/test-engine.ts';
import { type FaultStage, VICTIM_SPEC } from './fault-stage.ts';

/** Ends an engine and starts another on its data: the session must come back without a scan. */
export async function injectEngineEnd(
  { simulator }: FaultStage,
  { name, signal, seed }: { name: string; signal: NodeJS.Signals; seed: number },
): Promise<FaultRecord> {
  const dataDir = await temporaryDataDir();
  const options = { simulator, dataDir: dataDir.path };
  let engine = await startEngine(options);
  try {
    const { account_id } = await simulator.control.createAccount({ ...VICTIM_SPEC, seed });
    await pair(engine, simulator, 'one', account_id);
    const tree = await browserTree(dataDir.path);
    expect(tree.length).toBeGreaterThan(1);
    const start = performance.now();
    await engine.end(signal);
    await poll(
      () => livingOf(tree),
      (alive) => alive.length === 0,
    );
    engine = await startEngine(options);
    const { status } = await engine.session('one');
    // The engine restores its sessions one after the other, once it answers.
    expect(['disconnected', 'connecting', 'connected']).toContain(status);
    const shownMs = performance.now() - start;
    await engine.reaches('one', 'connected');
    const recoveredMs = performance.now() - start;
    expect(engine.output.some((line) => line.includes('waits for its QR'))).toBe(false);
    const read = await engine.call('GET', '/sessions/one/all-contacts');
    expect(read).toMatchObject({ status: 200, body: { total_contacts: 12, complete: true } });
    const shows = ['disconnected', 'connecting', 'connected'];
    return { fault: name, shows, code: null, shownMs, recoveredMs, needsHelp: false };
  } finally {
    await engine.end('SIGTERM');
    await dataDir.remove();
  }
}
