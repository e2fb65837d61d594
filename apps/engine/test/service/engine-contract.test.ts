import { engineContractSuite } from '@grabber/engine-client/testing/engine-contract-suite';
import { pairAndList, shownQr } from '../support/pairing.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, temporaryDataDir } from '../support/test-engine.ts';

// One group is too large for a line, so that the stream has to continue it.
const SPEC = {
  ...{ seed: 3, contacts: 2500, groups: 3, participants: 1800, odd_names: true },
  without_whatsapp: 70,
};

/** The page must ask WhatsApp for each group, so a read stands still while WhatsApp is silent. */
const HELD_SPEC = { seed: 4, contacts: 20, groups: 2, participants: 5, metadata_loaded_share: 0 };
const SILENCE = { type: 'query', kind: 'group_rows', behaviour: 'hang' } as const;

engineContractSuite('the real engine, in real Chromium', async () => {
  const simulator = await sharedSimulator();
  const dataDir = await temporaryDataDir();
  const engine = await startEngine({ simulator, dataDir: dataDir.path });
  const { account_id, expected } = await simulator.control.createAccount(SPEC);
  await pairAndList(engine, simulator, 'connected-one', account_id);
  await engine.call('PUT', '/sessions/waiting-one');
  await shownQr(engine, 'waiting-one');
  return {
    url: engine.url,
    secret: engine.secret,
    connectedSessionId: 'connected-one',
    qrSessionId: 'waiting-one',
    async holdReads() {
      const held = await simulator.control.createAccount(HELD_SPEC);
      const sessionId = `held-${held.account_id}`;
      await pairAndList(engine, simulator, sessionId, held.account_id);
      await simulator.control.injectFault(held.account_id, SILENCE);
      const release = async () => {
        await simulator.control.clearFaults(held.account_id);
      };
      return { sessionId, release };
    },
    expected: { ...expected, withoutWhatsApp: SPEC.without_whatsapp },
    async stop() {
      await engine.end('SIGTERM');
      await dataDir.remove();
    },
  };
});
