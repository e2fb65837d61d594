import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pair } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

const SPEC = { seed: 1_900, contacts: 12, groups: 2, participants: 4, odd_names: false };
const MODULE = 'WAWebApiContact';

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engine: TestEngine;
let accountId: string;

beforeAll(async () => {
  simulator = await startSimulator();
  dataDir = await temporaryDataDir();
  engine = await startEngine({ simulator, dataDir: dataDir.path });
  accountId = (await simulator.control.createAccount(SPEC)).account_id;
  await pair(engine, simulator, 'one', accountId);
});

afterAll(async () => {
  await engine?.end('SIGTERM');
  await simulator?.stop();
  await dataDir?.remove();
});

describe('a connected page that loses a module', () => {
  it('is named in the answer of the first read that fails on it', async () => {
    await simulator.control.injectFault(accountId, { type: 'module_missing', module: MODULE });
    const read = await engine.call('GET', '/sessions/one/all-contacts');
    expect(read).toMatchObject({ status: 502, body: { code: 'WHATSAPP_WEB_CHANGED' } });
    expect(read.text).toContain(MODULE);
  });

  it('is named in the status and the metrics until the module is back', async () => {
    const changed = await poll(
      () => engine.session('one'),
      ({ last_error }) => last_error?.code === 'WHATSAPP_WEB_CHANGED',
    );
    expect(changed).toMatchObject({ status: 'connected' });
    expect(changed.last_error?.message).toContain(MODULE);
    const metrics = await engine.call('GET', '/metrics');
    expect(metrics.text).toContain(`member="${MODULE}`);

    await simulator.control.clearFaults(accountId);
    const well = await poll(
      () => engine.session('one'),
      ({ last_error }) => last_error === null,
    );
    expect(well.connected_at).toBe(changed.connected_at);
    const read = await engine.call('GET', '/sessions/one/all-contacts');
    expect(read).toMatchObject({ status: 200, body: { total_contacts: 12, complete: true } });
  });
});
