import { beforeAll, describe, expect, it } from 'vitest';
import { pairAndList } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { useEngine } from '../support/use-engine.ts';

const SPEC = { seed: 1_900, contacts: 12, groups: 2, participants: 4, odd_names: false };
const MODULE = 'WAWebApiContact';

const use = useEngine();
let accountId: string;

beforeAll(async () => {
  accountId = (await use.simulator.control.createAccount(SPEC)).account_id;
  await pairAndList(use.engine, use.simulator, 'one', accountId);
});

describe('a connected page that loses a module', () => {
  it('is named in the answer of the first read that fails on it', async () => {
    await use.simulator.control.injectFault(accountId, { type: 'module_missing', module: MODULE });
    const read = await use.engine.call('GET', '/sessions/one/all-contacts');
    expect(read).toMatchObject({ status: 502, body: { code: 'WHATSAPP_WEB_CHANGED' } });
    expect(read.text).toContain(MODULE);
  });

  it('is named in the status and the metrics until the module is back', async () => {
    const changed = await poll(
      () => use.engine.session('one'),
      ({ last_error }) => last_error?.code === 'WHATSAPP_WEB_CHANGED',
    );
    expect(changed).toMatchObject({ status: 'connected' });
    expect(changed.last_error?.message).toContain(MODULE);
    const metrics = await use.engine.call('GET', '/metrics');
    expect(metrics.text).toContain(`member="${MODULE}`);

    await use.simulator.control.clearFaults(accountId);
    const well = await poll(
      () => use.engine.session('one'),
      ({ last_error }) => last_error === null,
    );
    expect(well.connected_at).toBe(changed.connected_at);
    const read = await use.engine.call('GET', '/sessions/one/all-contacts');
    expect(read).toMatchObject({ status: 200, body: { total_contacts: 12, complete: true } });
  });
});
