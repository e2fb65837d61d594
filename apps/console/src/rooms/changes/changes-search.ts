import { CHANGE_KINDS, type ChangeKind } from '../../book/changes/change-kinds.ts';

import { readPerson } from '../../book/person-address.ts';

/** Where the list can begin, beside a day and a cursor. */
export const SINCE = ['grab', 'day', 'week', 'month', 'all'] as const;
export type Since = (typeof SINCE)[number];

/** The `account` that stands for all of them. */
export const ALL = 'all';

/** What the address of the screen says. Wrong values count as absent. */
export type ChangesSearch = {
  /** Of one account, or `all`. Absent: the first. */
  readonly account?: string;
  /** The number of a row of that account: its history alone. */
  readonly person?: number;
  /** Absent: the last grab, or of all accounts a week ago, of one person always. */
  readonly since?: Since;
  /** A day such as `2026-01-15`, in place of `since`. */
  readonly date?: string;
  /** A cursor of the API, in place of both. */
  readonly cursor?: string;
  /** Absent: every kind. */
  readonly show?: readonly ChangeKind[];
};

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOST_CURSOR_CHARS = 12_000;

export function readChangesSearch(given: Readonly<Record<string, unknown>>): ChangesSearch {
  const { account, since, date, cursor, show } = given;
  const person = readPerson(given.person);
  const known = SINCE.find((name) => name === since);
  const kinds = Array.isArray(show) ? CHANGE_KINDS.filter((kind) => show.includes(kind)) : [];
  const isDay = typeof date === 'string' && DATE.test(date) && !Number.isNaN(Date.parse(date));
  const isCursor =
    typeof cursor === 'string' && cursor !== '' && cursor.length <= MOST_CURSOR_CHARS;
  return {
    ...(typeof account === 'string' && account !== '' && { account }),
    ...(typeof person === 'number' && account !== ALL && { person }),
    ...(known && { since: known }),
    ...(isDay && { date }),
    ...(isCursor && { cursor }),
    ...(kinds.length > 0 && { show: kinds }),
  };
}
