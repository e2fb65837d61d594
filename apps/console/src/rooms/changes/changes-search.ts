/** What the address of the screen says. Wrong values count as absent. */
export type ChangesSearch = Record<string, never>;

export function readChangesSearch(): ChangesSearch {
  return {};
}
