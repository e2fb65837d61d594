import { oneOf, present, type RawSearch, textOf } from '../../api/search-values.ts';

export const GRAB_STATES = [
  'queued',
  'running',
  'complete',
  'partial',
  'failed',
  'cancelled',
] as const;
export type GrabState = (typeof GRAB_STATES)[number];
export const GRAB_KINDS = ['all', 'groups', 'contacts'] as const;

/** What the address of the screen says. Wrong values count as absent. */
export type GrabsSearch = {
  /** The account. Absent: all. */
  readonly session?: string;
  readonly state?: GrabState;
  readonly kind?: (typeof GRAB_KINDS)[number];
  /** The grab whose details are open, of the account in `of`. */
  readonly grab?: string;
  readonly of?: string;
};

export function readGrabsSearch(raw: RawSearch): GrabsSearch {
  return present({
    session: textOf(raw, 'session'),
    state: oneOf(raw, 'state', GRAB_STATES),
    kind: oneOf(raw, 'kind', GRAB_KINDS),
    grab: textOf(raw, 'grab'),
    of: textOf(raw, 'of'),
  });
}
