import { oneOf, present, type RawSearch, textOf } from '../../api/search-values.ts';

export const ACCESS_TABS = ['keys', 'audit', 'people', 'settings', 'workspaces'] as const;
export type AccessTab = (typeof ACCESS_TABS)[number];
export const OUTCOMES = ['done', 'refused', 'failed', 'aborted'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What the address of the screen says. Wrong values count as absent. */
export type AccessSearch = {
  /** Absent: the first that the key may use. */
  readonly tab?: AccessTab;
  /** Of the people and the settings, for the global key. Absent: `default`. */
  readonly workspace?: string;
  /** True: revoked and expired keys are listed, too. */
  readonly old?: boolean;
  /** The filters of the audit. Days as `2026-01-15`, in the time zone of the browser. */
  readonly key?: string;
  readonly session?: string;
  readonly route?: string;
  readonly outcome?: Outcome;
  readonly since?: string;
  readonly until?: string;
};

const dayOf = (raw: RawSearch, name: string) => {
  const text = textOf(raw, name);
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
};

export function readAccessSearch(raw: RawSearch): AccessSearch {
  return present({
    tab: oneOf(raw, 'tab', ACCESS_TABS),
    workspace: textOf(raw, 'workspace'),
    old: raw.old === true ? true : undefined,
    key: textOf(raw, 'key'),
    session: textOf(raw, 'session'),
    route: textOf(raw, 'route'),
    outcome: oneOf(raw, 'outcome', OUTCOMES),
    since: dayOf(raw, 'since'),
    until: dayOf(raw, 'until'),
  });
}

const FILTERS = ['key', 'session', 'route', 'outcome', 'since', 'until'] as const;

/** How many filters of the audit are set. */
export function filterCount(search: AccessSearch): number {
  return FILTERS.filter((name) => search[name] !== undefined).length;
}

/** The first moment of a day of the browser's time zone, or of the day after it. */
export function startOfDay(day: string, daysLater = 0): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
