import { expect, test } from 'vitest';
import { sqlParameters } from '../../src/connection/sql.ts';
import { searchCondition } from '../../src/contacts/contact-filters.ts';

function lookedFor(search: string): unknown[] {
  const parameters = sqlParameters();
  searchCondition({ search, country: 'ID' }, parameters);
  return parameters.values;
}

test('a number that is the only word is looked for once', () => {
  expect(lookedFor('6281000').filter((text) => text === '6281000')).toHaveLength(1);
});

test('a number of two words is looked for as a whole, and by its words', () => {
  const texts = lookedFor('0810 0070');
  expect(texts).toEqual(expect.arrayContaining(['0810', '0070']));
  expect(texts).toContainEqual(expect.stringMatching(/8100070$/));
});
