/** How the lease of one session was prolonged, or was not. */
export type RenewalOutcome =
  | 'renewed'
  /** The engine has it in time, but with less than a third of its own time left. */
  | 'late'
  /** The engine does not hold it any more. */
  | 'refused'
  /** The engine could not be told. */
  | 'failed';

/** Why a session runs on another engine than before. */
export type MoveReason = 'drained' | 'dead' | 'full';

/** Hears what happens to leases, to be counted. */
export type PlacementObserver = {
  onRenewed(outcome: RenewalOutcome, count: number): void;
  /** A round of one process over all engines has ended, with success or not. */
  onRound(ms: number): void;
  onMoved(reason: MoveReason): void;
};
