/** What the address of the screen says. Wrong values count as absent. */
export type HealthSearch = Record<string, never>;

export function readHealthSearch(): HealthSearch {
  return {};
}
