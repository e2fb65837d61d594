import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pair } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf } from '../support/processes.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

const SPEC = { seed: 1_800, contacts: 12, groups: 2, participants: 4, odd_names: false };

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engine: TestEngine;

beforeAll(async () => {
  simulator = await startSimulator();
  dataDir = await temporaryDataDir();
  // It is also what a start may take: ten times what one takes on a machine of its own.
  const env = { ENGINE_START_TIMEOUT_MS: '15000' };
  engine = await startEngine({ simulator, dataDir: dataDir.path, env });
});

afterAll(async () => {
  await engine?.end('SIGTERM');
  await simulator?.stop();
  await dataDir?.remove();
});

it('a linked session whose page reloads into an error page shows why, and connects when WhatsApp Web is back', async () => {
  const { account_id } = await simulator.control.createAccount(SPEC);
  await pair(engine, simulator, 'one', account_id);
  const [browser] = await browsersOf(dataDir.path);
  await simulator.control.setOptions({
    version_missing: true,
    missing_modules: [{ module: 'WAWebSocketModel' }],
  });
  await simulator.control.injectFault(account_id, { type: 'reload' });
  const codes = new Set<string | undefined>();
  await poll(
    async () => {
      const { status, last_error } = await engine.session('one');
      expect(status).toMatch(/^connect(ed|ing)$/);
      codes.add(last_error?.code);
      return codes;
    },
    (seen) => seen.has('PAGE_UNRESPONSIVE') && seen.has('WHATSAPP_WEB_CHANGED'),
  );
  await simulator.control.setOptions({ version_missing: false, missing_modules: [] });
  expect(await engine.reaches('one', 'connected')).toMatchObject({ last_error: null });
  expect(await browsersOf(dataDir.path)).not.toContain(browser);
});
