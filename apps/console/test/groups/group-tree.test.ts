import { expect, it } from 'vitest';
import { countGroups, type Group, groupTree } from '../../src/rooms/groups/group-tree.ts';

function group(contact_id: string, name: string, more: Partial<Group> = {}): Group {
  const blank = { community_id: null, is_community: false, status: 'active', members_stored: 2 };
  return { ...blank, contact_id, name, ...more } as Group;
}

const GROUPS = [
  group('b', 'Zebra'),
  group('c', 'Community', { is_community: true }),
  group('d', 'Group 10', { community_id: 'c' }),
  group('e', 'group 2', { community_id: 'c', status: 'inactive' }),
  group('f', 'Alone', { community_id: 'gone' }),
];

it('puts communities first, each with its groups by name below it', () => {
  const rows = groupTree(GROUPS, 'en').map(({ group: { name }, depth }) => `${depth} ${name}`);
  expect(rows).toEqual(['0 Community', '1 group 2', '1 Group 10', '0 Alone', '0 Zebra']);
});

it('counts the groups of a community that are stored', () => {
  expect(groupTree(GROUPS, 'en')[0]).toMatchObject({ children: 2 });
});

it('counts groups, communities and memberships', () => {
  const counts = { all: 5, active: 4, inactive: 1, communities: 1, memberships: 10 };
  expect(countGroups(GROUPS)).toEqual(counts);
});

it('shows the community above a group that a search has found without it', () => {
  const found = GROUPS.filter(({ contact_id }) => contact_id === 'd' || contact_id === 'f');
  const rows = groupTree(found, 'en', GROUPS);
  expect(rows.map(({ group: { name }, depth }) => `${depth} ${name}`)).toEqual([
    '0 Community',
    '1 Group 10',
    '0 Alone',
  ]);
  // It is said of all that are stored, not of those that were found.
  expect(rows[0]).toMatchObject({ children: 2 });
});
