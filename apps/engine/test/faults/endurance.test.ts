import { expect, it } from 'vitest';
import { readDamagedAccount } from '../cases/damaged-account.ts';
import { STOP_MOMENTS, stopEarly } from '../cases/early-stops.ts';
import { killedEngines } from '../cases/killed-engines.ts';
import { sessionsSideBySide } from '../cases/sessions-side-by-side.ts';
import { startStopCycles } from '../cases/start-stop-cycles.ts';

// The same cases run at full size in ../soak.

it('starts and stops leave no process and no lock', async () => {
  expect(await startStopCycles(3)).toHaveLength(3);
});

it.each(STOP_MOMENTS)('a stop %s leaves no process and no lock', async (moment) => {
  await stopEarly(moment, 2);
});

it('an account with 1 % of its contacts and 3 % of its groups broken is read exactly, and the broken ones are named', async () => {
  const read = await readDamagedAccount({ contacts: 200, groups: 60 });
  expect(read).toMatchObject({ unreadable_count: 4, total_contacts: 198, total_groups: 58 });
});

it('an engine that is killed many times leaves no process and no lock, and its session comes back', async () => {
  await killedEngines(2);
});

it('when one browser is killed during reads of all sessions, the other reads finish and its session comes back', async () => {
  await sessionsSideBySide({ sessions: 3, contacts: 300 });
});
