import { expect, it } from 'vitest';
import { PARTS_AT_ONCE, pairEarly } from '../support/pairing.ts';
import { useEngine } from '../support/use-engine.ts';

const SPEC = { seed: 2_300, contacts: 20, groups: 2, participants: 4, odd_names: false };
/** Longer than the test. */
const HELD_MS = 60_000;

const use = useEngine({ ENGINE_CATCH_UP_MS: String(HELD_MS) });

it('a read soon after a connection is incomplete, though the page says that it has caught up', async () => {
  const { account_id: account } = await use.simulator.control.createAccount(SPEC);
  // After a lost line the page still shows the end of the earlier delivery.
  const late = { ...PARTS_AT_ONCE, offline_announcement_ms: HELD_MS };
  await use.simulator.control.setOptions(late, account);
  await pairEarly(use.engine, use.simulator, 'one', account);
  const read = async () => (await use.engine.call('GET', '/sessions/one/all-contacts')).body;
  const caughtUpNot = {
    total_contacts: 20,
    listing_complete: { groups: false, contacts: false },
    incomplete_reasons: [{ code: 'CATCHING_UP' }],
  };
  expect(await read()).toMatchObject(caughtUpNot);
  await use.simulator.control.injectFault(account, { type: 'offline' });
  await use.engine.reaches('one', 'connecting');
  await use.simulator.control.clearFaults(account);
  await use.engine.reaches('one', 'connected');
  expect(await read()).toMatchObject(caughtUpNot);
});
