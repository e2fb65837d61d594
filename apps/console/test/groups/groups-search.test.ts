import { expect, it } from 'vitest';
import { MOST_GROUPS, readGroupsSearch } from '../../src/rooms/groups/groups-search.ts';

it('reads what an address says', () => {
  const said = {
    account: 'a',
    view: 'people',
    groups: ['1@g.us', '2@g.us'],
    min: 2,
    contact: false,
  };
  expect(readGroupsSearch(said)).toEqual(said);
});

it('leaves out what is wrong, and what is the default', () => {
  const wrong = { account: 7, view: 'x', status: 'all', tab: 'members', min: 1, contact: 'no' };
  expect(readGroupsSearch({ ...wrong, groups: [3, ''] })).toEqual({});
});

it('keeps as many groups as the API takes, each once', () => {
  const many = Array.from({ length: MOST_GROUPS + 10 }, (_, index) => `${index}@g.us`);
  expect(readGroupsSearch({ groups: many }).groups).toHaveLength(MOST_GROUPS);
  expect(readGroupsSearch({ groups: ['a', 'a'] }).groups).toEqual(['a']);
});
