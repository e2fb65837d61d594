import type { ListedGroup } from '@grabber/contracts/api/group';

/** A group without the fields that are always null. */
export type Group = Omit<ListedGroup, 'group_id' | 'phone_number'>;

export type TreeRow = {
  readonly group: Group;
  /** 1: a group of the community above it. */
  readonly depth: 0 | 1;
  /** Of a community: how many of its groups are stored. */
  readonly children: number;
};

/**
 * Communities first, each with its groups below it, then the other groups; all by name. A group whose community
 * is not among them stands alone.
 */
export function groupTree(groups: readonly Group[], language: string): TreeRow[] {
  const { compare } = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  const sorted = groups.toSorted((a, b) => compare(a.name, b.name));
  const ids = new Set(groups.map(({ contact_id }) => contact_id));
  const inside = new Map<string, Group[]>();
  const top: Group[] = [];
  for (const group of sorted) {
    const { community_id } = group;
    if (community_id === null || !ids.has(community_id)) top.push(group);
    else inside.set(community_id, [...(inside.get(community_id) ?? []), group]);
  }
  top.sort((a, b) => Number(b.is_community) - Number(a.is_community));
  return top.flatMap((group) => {
    const children = inside.get(group.contact_id) ?? [];
    return [
      { group, depth: 0, children: children.length },
      ...children.map((child): TreeRow => ({ group: child, depth: 1, children: 0 })),
    ];
  });
}

export type GroupCounts = {
  readonly all: number;
  readonly active: number;
  readonly inactive: number;
  readonly communities: number;
  readonly memberships: number;
};

export function countGroups(groups: readonly Group[]): GroupCounts {
  const active = groups.filter(({ status }) => status === 'active').length;
  return {
    all: groups.length,
    active,
    inactive: groups.length - active,
    communities: groups.filter(({ is_community }) => is_community).length,
    memberships: groups.reduce((sum, { members_stored }) => sum + members_stored, 0),
  };
}
