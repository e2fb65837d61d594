import { expect } from 'vitest';
import { metric } from '../support/metric.ts';
import { pairAndList } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf } from '../support/processes.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, temporaryDataDir } from '../support/test-engine.ts';

const SPEC = { groups: 20, participants: 20, odd_names: false, metadata_loaded_share: 0.5 };
/** A read that waits for this group stays in its middle for as long as the test needs. */
const SILENCE = { type: 'query', kind: 'group_rows', behaviour: 'hang' } as const;
const RUNNING = 'grabber_engine_reads_running';
const QUERY_PATIENCE_MS = 60_000;
const RECOVERY_PATIENCE_MS = 120_000;

/**
 * Reads all sessions at one time and kills one browser while every read is in its middle. That read fails,
 * the others must finish, and the session must come back and be readable.
 */
export async function sessionsSideBySide(size: { sessions: number; contacts: number }) {
  const simulator = await sharedSimulator();
  const dataDir = await temporaryDataDir();
  const engine = await startEngine({
    simulator,
    dataDir: dataDir.path,
    env: {
      ENGINE_MAX_READS: String(size.sessions),
      ENGINE_GROUP_QUERY_TIMEOUT_MS: String(QUERY_PATIENCE_MS),
    },
  });
  const { control } = simulator;
  const accounts: string[] = [];
  try {
    const ids = Array.from({ length: size.sessions }, (_, n) => `session-${n}`);
    for (const [n, id] of ids.entries()) {
      const spec = { ...SPEC, contacts: size.contacts, seed: 1_900 + n };
      const { account_id } = await control.createAccount(spec);
      accounts.push(account_id);
      await pairAndList(engine, simulator, id, account_id);
    }
    const before = await Promise.all(ids.map((id) => engine.session(id)));
    const [struck] = await browsersOf(`${dataDir.path}/engine/sessions/${ids[0]}/`);
    for (const account of accounts) {
      await control.injectFault(account, SILENCE);
      // The first listing after the pairing has counted, too.
      await control.resetQueries(account);
    }
    const reads = ids.map((id) => engine.call('GET', `/sessions/${id}/all-contacts`));
    for (const account of accounts) {
      await poll(
        () => control.queries(account),
        (counts) => counts.group_rows > 0,
      );
    }
    expect(await metric(engine, RUNNING)).toBe(size.sessions);
    process.kill(struck!, 'SIGKILL');
    const [first] = await Promise.all(reads.slice(0, 1));
    expect(first).toMatchObject({ status: 502, body: { code: 'BROWSER_CRASHED' } });
    expect(await metric(engine, RUNNING)).toBe(size.sessions - 1);
    for (const account of accounts) await control.clearFaults(account);
    const others = await Promise.all(reads.slice(1));
    const whole = { status: 200, body: { total_contacts: size.contacts, complete: true } };
    for (const other of others) expect(other).toMatchObject(whole);
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
    await dataDir.remove();
  }
}
