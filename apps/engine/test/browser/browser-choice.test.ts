import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installedBrowsers } from '../support/installed-browsers.ts';
import { pair } from '../support/pairing.ts';
import { browsersOf, browserTree, livingOf } from '../support/processes.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

const SPEC = { contacts: 30, groups: 3, participants: 5, odd_names: true };

let simulator: Simulator;

beforeAll(async () => {
  simulator = await sharedSimulator();
});

// Browsers that are not installed are not tested here.
describe.each(installedBrowsers())('with ENGINE_BROWSER=%s an engine', (kind) => {
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
  let engine: TestEngine;

  const start = () =>
    startEngine({ simulator, dataDir: dataDir.path, env: { ENGINE_BROWSER: kind } });

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    engine = await start();
  });

  afterAll(async () => {
    await engine?.end('SIGTERM');
    await dataDir?.remove();
  });

  it('pairs, reads, survives a killed browser and a restart, and leaves no process', async () => {
    const { account_id } = await simulator.control.createAccount({ ...SPEC, seed: 2_000 });
    await pair(engine, simulator, 'one', account_id);
    const whole = { status: 200, body: { total_contacts: 30, total_groups: 3, complete: true } };
    expect(await engine.call('GET', '/sessions/one/all-contacts')).toMatchObject(whole);
    process.kill((await browsersOf(dataDir.path))[0]!, 'SIGKILL');
    await engine.reaches('one', 'connecting');
    await engine.reaches('one', 'connected');
    await engine.end('SIGKILL');
    engine = await start();
    await engine.reaches('one', 'connected');
    expect(await engine.call('GET', '/sessions/one/all-contacts')).toMatchObject(whole);
    const tree = await browserTree(dataDir.path);
    await engine.end('SIGTERM');
    expect(await livingOf(tree)).toEqual([]);
  });
});
