export const GROUP_TABS = ['members', 'history', 'past'] as const;
type GroupTab = (typeof GROUP_TABS)[number];

/** What the address of the screen says. Wrong values count as absent. */
export type GroupsSearch = {
  readonly account?: string;
  /** `people`: who is in the groups. Absent: the groups. */
  readonly view?: 'people';
  readonly search?: string;
  readonly status?: 'active' | 'inactive';
  /** The group that is shown alone. */
  readonly group?: string;
  readonly tab?: GroupTab;
  /** The chosen groups of an overlap. */
  readonly groups?: readonly string[];
  /** In how many of them a person must be. */
  readonly min?: number;
  readonly contact?: boolean;
};

/** As many as the API takes. */
export const MOST_GROUPS = 50;

export function readGroupsSearch(given: Readonly<Record<string, unknown>>): GroupsSearch {
  const { account, view, search, status, group, tab, groups, min, contact } = given;
  const chosen = Array.isArray(groups) ? groups.filter(isText).slice(0, MOST_GROUPS) : [];
  const knownTab = GROUP_TABS.find((name) => name === tab);
  return {
    ...(isText(account) && { account }),
    ...(view === 'people' && { view }),
    ...(isText(search) && { search }),
    ...((status === 'active' || status === 'inactive') && { status }),
    ...(isText(group) && { group }),
    ...(knownTab && knownTab !== 'members' && { tab: knownTab }),
    ...(chosen.length > 0 && { groups: [...new Set(chosen)] }),
    ...(typeof min === 'number' && Number.isInteger(min) && min > 1 && { min }),
    ...(typeof contact === 'boolean' && { contact }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
