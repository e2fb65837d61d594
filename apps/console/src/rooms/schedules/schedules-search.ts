import { present, type RawSearch, textOf } from '../../api/search-values.ts';

/** What the address of the screen says. Wrong values count as absent. */
export type SchedulesSearch = {
  /** The account. Absent: all. */
  readonly session?: string;
};

export function readSchedulesSearch(raw: RawSearch): SchedulesSearch {
  return present({ session: textOf(raw, 'session') });
}
