/** What the address of the screen says. Wrong values count as absent. */
export type AccessSearch = Record<string, never>;

export function readAccessSearch(): AccessSearch {
  return {};
}
