import { expect, it } from 'vitest';
import { pairAndList } from '../test/support/pairing.ts';
import { sharedSimulator } from '../test/support/shared-simulator.ts';
import { startEngine, temporaryDataDir } from '../test/support/test-engine.ts';

const SPEC = { contacts: 20, groups: 3, participants: 4, odd_names: false };

it('more sessions than may start at once are restored one after the other', async () => {
  const simulator = await sharedSimulator();
  const dataDir = await temporaryDataDir();
  const start = (env: Record<string, string>) =>
    startEngine({ simulator, dataDir: dataDir.path, env });
  const ids = ['one', 'two', 'three', 'four'];
  let engine = await start({});
  try {
    for (const [n, id] of ids.entries()) {
      const { account_id } = await simulator.control.createAccount({ ...SPEC, seed: 1_350 + n });
      await pairAndList(engine, simulator, id, account_id);
    }
    await engine.end('SIGTERM');
    engine = await start({ ENGINE_MAX_STARTS: '1', ENGINE_RESTORE_CONCURRENCY: '2' });
    for (const id of ids) {
      expect(await engine.reaches(id, 'connected')).toMatchObject({ last_error: null });
    }
  } finally {
    await engine.end('SIGTERM');
    await dataDir.remove();
  }
});
