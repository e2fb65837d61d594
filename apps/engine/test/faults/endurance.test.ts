import { expect, it } from 'vitest';
import { readDamagedAccount } from '../cases/damaged-account.ts';

// At full size in ../../soak/accounts.soak.ts.

it('an account with 1 % of its contacts and 3 % of its groups broken is read exactly, and the broken ones are named', async () => {
  const read = await readDamagedAccount({ contacts: 200, groups: 60 });
  expect(read).toMatchObject({ unreadable_count: 4, total_contacts: 198, total_groups: 58 });
});
