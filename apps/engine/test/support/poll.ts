import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Each question costs CPU time of two processes. A status may pass in less: a test waits for one that
 * lasts, or for a later `status_changed_at`.
 */
const POLL_MS = 100;
/** Many times what anything takes that a test waits for: only a failure uses it up. */
const PATIENCE_MS = 120_000;

/** Asks until the answer is the wanted one. Throws with the last answer when the time is over. */
export async function poll<T>(
  ask: () => T | Promise<T>,
  isWanted: (answer: T) => boolean,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Waited in vain; last: ${JSON.stringify(answer)}`);
    await sleep(POLL_MS);
  }
}
