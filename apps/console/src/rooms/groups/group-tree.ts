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
 * Communities first, each with its groups below it, then the other groups; all by name. `all`: every stored group. A
 * community that a search has not found stands above the groups that it has; without a stored one a group stands alone.
 */
export function groupTree(
  groups: readonly Group[],
  language: string,
  all: readonly Group[] = groups,
): TreeRow[] {
  const { compare } = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  const shown = withCommunities(groups, all).toSorted((a, b) => compare(a.name, b.name));
  const ids = new Set(shown.map(({ contact_id }) => contact_id));
  const inside = Map.groupBy(shown, ({ community_id: id }) => (id && ids.has(id) ? id : null));
  const stored = Map.groupBy(all, ({ community_id }) => community_id);
  const top = inside.get(null) ?? [];
  top.sort((a, b) => Number(b.is_community) - Number(a.is_community));
  return top.flatMap((group) => [
    { group, depth: 0, children: stored.get(group.contact_id)?.length ?? 0 },
    ...(inside.get(group.contact_id) ?? []).map(
      (child): TreeRow => ({ group: child, depth: 1, children: 0 }),
    ),
  ]);
}

/** The groups, with the communities that they are in. */
function withCommunities(groups: readonly Group[], all: readonly Group[]): readonly Group[] {
  const found = new Set(groups.map(({ contact_id }) => contact_id));
  const wanted = new Set(groups.map(({ community_id }) => community_id));
  const above = all.filter(({ contact_id: id }) => wanted.has(id) && !found.has(id));
  return [...groups, ...above];
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
