import { expect, it } from 'vitest';
import { PERSONAL_COLUMNS } from '../support/personal-columns.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

/** A number, a name or an address fits into these. */
const TEXT_TYPES = ['text', 'jsonb', 'json', 'bytea', 'inet', 'cidr', 'character varying', 'ARRAY'];
/** Arrays of row ids. */
const NO_TEXT = ['grab_rows.contact_row_ids'];

it('every column that can hold a person says whether an erasure finds it', async () => {
  const { rows } = await test.db.pool.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = ANY ($1) ORDER BY 1`,
    [TEXT_TYPES],
  );
  const columns = rows.map(({ name }) => name).filter((name) => !NO_TEXT.includes(name));
  expect(columns).toEqual(Object.keys(PERSONAL_COLUMNS).toSorted());
});
