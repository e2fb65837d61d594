import { it } from 'vitest';
import { checkStoreModel } from '../model/check-store-model.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

it('random grabs, failures, merges, deletions and purges leave the rows, counts and changes of the model', async () => {
  await checkStoreModel(test.db, { count: 12, steps: 6 });
});
