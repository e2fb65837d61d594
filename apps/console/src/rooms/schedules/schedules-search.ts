/** What the address of the screen says. Wrong values count as absent. */
export type SchedulesSearch = Record<string, never>;

export function readSchedulesSearch(): SchedulesSearch {
  return {};
}
