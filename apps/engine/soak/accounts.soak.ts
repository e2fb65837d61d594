import { expect, it } from 'vitest';
import { readDamagedAccount } from '../test/cases/damaged-account.ts';
import { killedEngines } from '../test/cases/killed-engines.ts';
import { sessionsSideBySide } from '../test/cases/sessions-side-by-side.ts';

it('an account with 1 % of 5,000 contacts and 3 % of 300 groups broken is read exactly, and the broken ones are named', async () => {
  const read = await readDamagedAccount({ contacts: 5_000, groups: 300 });
  expect(read).toMatchObject({ unreadable_count: 54, total_contacts: 4_950, total_groups: 296 });
});

it('when one of ten browsers is killed during reads of all sessions, nine reads finish and its session comes back', async () => {
  await sessionsSideBySide({ sessions: 10, contacts: 5_000 });
});

it('an engine that is killed twenty times leaves no process and no lock, and its session comes back', async () => {
  await killedEngines(20);
});
