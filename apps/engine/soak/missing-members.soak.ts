import { describe, expect, it } from 'vitest';
import {
  changesInMetrics,
  connectAgain,
  expectNamed,
  MISSING_MEMBERS,
} from '../test/cases/missing-members.ts';
import { pair } from '../test/support/pairing.ts';
import { sharedSimulator } from '../test/support/shared-simulator.ts';
import { startEngine, temporaryDataDir } from '../test/support/test-engine.ts';

const SPEC = { seed: 2_100, contacts: 12, groups: 3, participants: 4, odd_names: false };

describe('each member that WhatsApp Web no longer has', () => {
  it('is named, and stops only the reads that need it', async () => {
    const simulator = await sharedSimulator();
    const dataDir = await temporaryDataDir();
    const engine = await startEngine({ simulator, dataDir: dataDir.path });
    try {
      const { account_id: accountId } = await simulator.control.createAccount(SPEC);
      await pair(engine, simulator, 'one', accountId);
      const stage = { engine, simulator, accountId };
      for (const missing of MISSING_MEMBERS) await expectNamed(stage, missing);
      await simulator.control.clearFaults(accountId);
      expect(await connectAgain(stage)).toMatchObject({ last_error: null });
      expect(await changesInMetrics(stage)).toEqual([]);
    } finally {
      await engine.end('SIGTERM');
      await dataDir.remove();
    }
  });
});
