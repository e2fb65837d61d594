import { startSimulator } from '@grabber/whatsapp-simulator';
import { expect } from 'vitest';
import { pair } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf } from '../support/processes.ts';
import { startEngine, temporaryDataDir } from '../support/test-engine.ts';

const SPEC = { groups: 20, participants: 20, odd_names: false };
const RECOVERY_PATIENCE_MS = 120_000;
const START_PATIENCE_MS = 60_000;

/**
 * Reads all sessions at one time and kills one's browser meanwhile: the others must be read whole, and
 * the struck one come back and be readable.
 */
export async function sessionsSideBySide(size: { sessions: number; contacts: number }) {
  const simulator = await startSimulator();
  const dataDir = await temporaryDataDir();
  const engine = await startEngine({
    simulator,
    dataDir: dataDir.path,
    env: { ENGINE_MAX_READS: String(size.sessions) },
  });
  try {
    const ids = Array.from({ length: size.sessions }, (_, n) => `session-${n}`);
    for (const [n, id] of ids.entries()) {
      const spec = { ...SPEC, contacts: size.contacts, seed: 1_900 + n };
      const { account_id } = await simulator.control.createAccount(spec);
      await pair(engine, simulator, id, account_id);
    }
    const before = await Promise.all(ids.map((id) => engine.session(id)));
    const [struck] = await browsersOf(`${dataDir.path}/engine/sessions/${ids[0]}/`);
    const reads = ids.map((id) => engine.call('GET', `/sessions/${id}/all-contacts`));
    await poll(
      () => engine.call('GET', '/metrics'),
      ({ text }) => !text.includes('grabber_engine_reads_running 0\n'),
      START_PATIENCE_MS,
    );
    process.kill(struck!, 'SIGKILL');
    const [first, ...others] = await Promise.all(reads);
    const whole = { status: 200, body: { total_contacts: size.contacts, complete: true } };
    for (const other of others) expect(other).toMatchObject(whole);
    // It may have been read before it was struck.
    expect([200, 502]).toContain(first?.status);
    const reconnected = await poll(
      () => engine.session(ids[0]!),
      ({ status, connected_at }) =>
        status === 'connected' && connected_at !== before[0]?.connected_at,
      RECOVERY_PATIENCE_MS,
    );
    expect(reconnected.last_error).toBeNull();
    expect(await engine.call('GET', `/sessions/${ids[0]}/all-contacts`)).toMatchObject(whole);
    const after = await Promise.all(ids.slice(1).map((id) => engine.session(id)));
    expect(after).toEqual(before.slice(1));
  } finally {
    await engine.end('SIGTERM');
    await simulator.stop();
    await dataDir.remove();
  }
}
