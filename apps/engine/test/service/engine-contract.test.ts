import { engineContractSuite } from '@grabber/engine-client/testing/engine-contract-suite';
import { startSimulator } from '@grabber/whatsapp-simulator';
import { pair, shownQr } from '../support/pairing.ts';
import { startEngine, temporaryDataDir } from '../support/test-engine.ts';

// One group is too large for a line, so that the stream has to continue it.
const SPEC = { seed: 3, contacts: 2500, groups: 3, participants: 1800, odd_names: true };

engineContractSuite('the real engine, in real Chromium', async () => {
  const simulator = await startSimulator();
  const dataDir = await temporaryDataDir();
  const engine = await startEngine({ simulator, dataDir: dataDir.path });
  const { account_id, expected } = await simulator.control.createAccount(SPEC);
  await pair(engine, simulator, 'connected-one', account_id);
  await engine.call('PUT', '/sessions/waiting-one');
  await shownQr(engine, 'waiting-one');
  return {
    url: engine.url,
    secret: engine.secret,
    connectedSessionId: 'connected-one',
    qrSessionId: 'waiting-one',
    expected,
    async stop() {
      await engine.end('SIGTERM');
      await simulator.stop();
      await dataDir.remove();
    },
  };
});
