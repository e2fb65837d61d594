import type { Fault } from '@grabber/whatsapp-simulator/faults';
import { expect } from 'vitest';
import type { FaultySession } from '../support/faulty-session.ts';
import { poll } from '../support/poll.ts';
import { browsersOf } from '../support/processes.ts';

type ComesBack = NonNullable<Extract<Fault, { type: 'offline' }>['comes_back']>;

/** A lost line shows NO_NETWORK, and comes back in the same browser. */
export async function expectLineComesBack(
  use: FaultySession,
  comes_back: ComesBack,
): Promise<void> {
  const { control } = use.simulator;
  const accountId = await use.pairNewAccount();
  const browsers = await browsersOf(use.dataDir);
  await control.injectFault(accountId, { type: 'offline', comes_back });
  const lost = await use.engine.reaches(use.session, 'connecting');
  expect(lost).toMatchObject({ last_error: { code: 'NO_NETWORK' }, action_required: null });
  await control.clearFaults(accountId);
  expect(await use.engine.reaches(use.session, 'connected')).toMatchObject({ last_error: null });
  expect(await browsersOf(use.dataDir)).toEqual(browsers);
  // Nothing of that ends in WhatsApp's log.
  expect(await control.queries(accountId)).toMatchObject({ log_lines: 0, page_errors: 0 });
}

/** A line that another browser takes is taken back once. Then the session stops. */
export async function expectTakenBackOnce(use: FaultySession, silent: boolean): Promise<void> {
  const takeLine = (accountId: string) =>
    use.simulator.control.injectFault(accountId, { type: 'used_elsewhere', silent });
  const accountId = await use.pairNewAccount();
  const [first] = await browsersOf(use.dataDir);
  await takeLine(accountId);
  const code = 'DEVICE_IN_USE';
  const [second] = await poll(
    () => browsersOf(use.dataDir),
    (mains) => mains.length === 1 && mains[0] !== first,
  );
  await use.engine.reaches(use.session, 'connected');
  await takeLine(accountId);
  const stopped = await use.engine.reaches(use.session, 'failed');
  expect(stopped).toMatchObject({ last_error: { code }, action_required: { code } });
  expect(second).not.toBe(first);
  expect(await browsersOf(use.dataDir)).toEqual([]);
}
