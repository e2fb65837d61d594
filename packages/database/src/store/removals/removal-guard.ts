import type { GrabItemError, IncompleteReason } from '../../grabs/grab-row.ts';

/**
 * How many rows of a type, or members of a group, a grab may make inactive that no earlier listing
 * missed: up to `rows`, and above them up to `percent` of the active ones.
 */
export interface RemovalLimits {
  readonly percent: number;
  readonly rows: number;
}

/** The limits of a grab that names none. */
export const REMOVAL_LIMITS: RemovalLimits = { percent: 20, rows: 20 };

/** An older listing that missed the same rows confirms their removal when it is at least this old. */
const CONFIRMED_AFTER = '10 minutes';

/** Condition: a listing that is old enough missed the row, too. `now` is the grab's time. */
export function isMissedBefore(row: string, now: string): string {
  return `COALESCE(${row}.missing_since <= ${now}::timestamptz - interval '${CONFIRMED_AFTER}', false)`;
}

/** Condition: `missing_since` of a missing row must be set. A clock that was put back leaves a later time. */
export function isNewlyMissing(row: string, now: string): string {
  return `(${row}.missing_since IS NULL OR ${row}.missing_since > ${now})`;
}

/** A group whose member list misses so many stored members that all of them stay active. */
export interface HeldGroup {
  contact_id: string;
  count: number;
}

/** How many rows of a type the grab misses and leaves active. */
export interface HeldBack {
  type: GrabItemError['type'];
  count: number;
}

const MESSAGE =
  'Too many rows are missing at once. They stay active until a complete listing at least 10 minutes later misses them, too.';

/** Why a grab that held rows back is not complete, per type. */
export function heldBackReasons(heldBack: readonly HeldBack[]): IncompleteReason[] {
  return heldBack
    .filter(({ count }) => count > 0)
    .map(({ type, count }) => ({ code: 'REMOVAL_HELD_BACK', message: MESSAGE, count, type }));
}

/** Names the groups with held back members, because the reason only counts those. */
export function heldGroupErrors(groups: readonly HeldGroup[]): GrabItemError[] {
  return groups.map(({ contact_id, count }) => ({
    type: 'group',
    contact_id,
    reason: `members held back: ${count} are missing at once`,
  }));
}
