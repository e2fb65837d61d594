import { expect, it } from 'vitest';
import { pair } from '../test/support/pairing.ts';
import { poll } from '../test/support/poll.ts';
import { browsersOf } from '../test/support/processes.ts';
import { useEngine } from '../test/support/use-engine.ts';

const SPEC = { seed: 1_800, contacts: 12, groups: 2, participants: 4, odd_names: false };

// It is also what a start may take: ten times what one takes on a machine of its own.
const use = useEngine({ ENGINE_START_TIMEOUT_MS: '15000' });

it('a linked session whose page reloads into an error page shows why, and connects when WhatsApp Web is back', async () => {
  const { account_id } = await use.simulator.control.createAccount(SPEC);
  await pair(use.engine, use.simulator, 'one', account_id);
  const [browser] = await browsersOf(use.dataDir);
  await use.simulator.control.setOptions({
    version_missing: true,
    missing_modules: [{ module: 'WAWebSocketModel' }],
  });
  await use.simulator.control.injectFault(account_id, { type: 'reload' });
  const codes = new Set<string | undefined>();
  await poll(
    async () => {
      const { status, last_error } = await use.engine.session('one');
      expect(status).toMatch(/^connect(ed|ing)$/);
      codes.add(last_error?.code);
      return codes;
    },
    (seen) => seen.has('PAGE_UNRESPONSIVE') && seen.has('WHATSAPP_WEB_CHANGED'),
  );
  await use.simulator.control.setOptions({ version_missing: false, missing_modules: [] });
  expect(await use.engine.reaches('one', 'connected')).toMatchObject({ last_error: null });
  expect(await browsersOf(use.dataDir)).not.toContain(browser);
});
