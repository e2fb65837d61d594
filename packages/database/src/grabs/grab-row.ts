import type { grabs } from '../schema/grabs.ts';

/** How many item errors a grab keeps; `failed_count` is exact. */
export const MAX_GRAB_ERRORS = 1_000;

/** One row of `grabs`. */
export type GrabRow = typeof grabs.$inferSelect;
export type GrabKind = GrabRow['kind'];
export type GrabState = GrabRow['state'];
export type GrabItemError = GrabRow['errors'][number];
export type IncompleteReason = GrabRow['incomplete_reasons'][number];

export type GrabCounters = Pick<
  GrabRow,
  | 'total_groups'
  | 'total_contacts'
  | 'total_participants'
  | 'total_without_whatsapp'
  | 'saved_count'
  | 'updated_count'
  | 'unchanged_count'
  | 'removed_count'
  | 'excluded_count'
  | 'failed_count'
>;

/** The grab was cancelled or ended by another process before it could be stored. */
export class GrabEnded extends Error {
  override readonly name = 'GrabEnded';
  readonly code = 'GRAB_ENDED';

  constructor() {
    super('the grab had already ended');
  }
}
