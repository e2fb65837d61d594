/** What the address of the screen says. Wrong values count as absent. */
export type GroupsSearch = Record<string, never>;

export function readGroupsSearch(): GroupsSearch {
  return {};
}
