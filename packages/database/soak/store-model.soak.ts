import { it } from 'vitest';
import { checkStoreModel } from '../test/model/check-store-model.ts';
import { withTestDatabase } from '../test/support/with-test-database.ts';

const test = withTestDatabase();

const SOAK_TIMEOUT_MS = 30 * 60_000;

it(
  'hundreds of long random sequences leave the rows, counts and changes of the model',
  async () => {
    await checkStoreModel(test.db, { count: 300, steps: 15 });
  },
  SOAK_TIMEOUT_MS,
);
