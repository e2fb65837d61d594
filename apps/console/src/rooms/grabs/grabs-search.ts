/** What the address of the screen says. Wrong values count as absent. */
export type GrabsSearch = Record<string, never>;

export function readGrabsSearch(): GrabsSearch {
  return {};
}
