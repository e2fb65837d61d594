const MAX_RESTART_DELAY_MS = 60_000;

/** The wait before the n-th restart in a row (n from 1): doubles, up to a minute. */
export function restartDelayMs(attempt: number, firstDelayMs: number): number {
  return Math.min(firstDelayMs * 2 ** (attempt - 1), MAX_RESTART_DELAY_MS);
}
