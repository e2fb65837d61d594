export type GrabKind = 'groups' | 'contacts' | 'all';
export type GrabState = 'queued' | 'running' | 'complete' | 'partial' | 'failed' | 'cancelled';

/** How many item errors a grab keeps; `failed_count` is exact. */
export const MAX_GRAB_ERRORS = 1_000;

/** One item that could not be read or stored. */
export interface GrabItemError {
  type: 'group' | 'contact' | 'participant';
  contact_id: string | null;
  reason: string;
}

/** Why a grab is not complete. */
export interface IncompleteReason {
  code: string;
  message: string;
  count: number;
}

/** `saved_count + updated_count` = `total_groups + total_contacts` of a grab that ended well. */
export interface GrabCounters {
  total_groups: number;
  total_contacts: number;
  total_participants: number;
  /** new rows */
  saved_count: number;
  /** rows that were there before, the unchanged ones included */
  updated_count: number;
  /** of the updated ones: those that needed no write */
  unchanged_count: number;
  /** rows that became inactive */
  removed_count: number;
  /** items that could not be read or stored */
  failed_count: number;
}

/** One row of `grabs`. */
export interface GrabRow extends GrabCounters {
  id: string;
  session_id: string;
  kind: GrabKind;
  state: GrabState;
  /** a job stands behind it: interrupted, it goes back to the queue */
  durable: boolean;
  /** WhatsApp is asked for every group's members anew */
  refresh: boolean;
  /** how often its run was begun */
  attempts: number;
  complete: boolean;
  incomplete_reasons: IncompleteReason[];
  errors: GrabItemError[];
  error: { code: string; message: string } | null;
  timings: Record<string, number>;
  queries_sent: number;
  started_at: Date | null;
  finished_at: Date | null;
  created_at: Date;
}

/** The grab was cancelled or given up by somebody else before it could be stored. */
export class GrabEnded extends Error {
  override readonly name = 'GrabEnded';
  readonly code = 'GRAB_ENDED';

  constructor() {
    super('the grab had already ended');
  }
}
