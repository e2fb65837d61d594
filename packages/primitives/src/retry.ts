import { pause } from './abort.ts';

// Own code: p-retry counts attempts, but neither starts its back-off again after a connection has
// worked, nor stops by the clock alone.

export type Backoff = { readonly firstMs: number; readonly maxMs: number };

/** The pause before the n-th retry in a row (n from 1): doubles, up to the maximum. */
export function backoffMs(attempt: number, { firstMs, maxMs }: Backoff): number {
  return Math.min(firstMs * 2 ** (attempt - 1), maxMs);
}

type KeepTryingOptions = Backoff & {
  /** Ends it, pauses included. Pass it on to the work, which is waited for. */
  readonly signal: AbortSignal;
  /** Not called for what the abort itself makes the work reject with. */
  readonly onFailed: (error: unknown) => void;
};

/**
 * Does work that is meant to last, as to follow a stream, and does it again after a pause each time that
 * it ends or rejects. The pauses grow until the work calls `onProgress`. Never rejects; a pause does not
 * keep the process alive.
 */
export async function keepTrying(
  work: (onProgress: () => void) => Promise<void>,
  { signal, onFailed, ...backoff }: KeepTryingOptions,
): Promise<void> {
  let attempt = 0;
  while (!signal.aborted) {
    try {
      await work(() => {
        attempt = 0;
      });
    } catch (error) {
      if (signal.aborted) return;
      onFailed(error);
    }
    attempt += 1;
    await pause(backoffMs(attempt, backoff), { signal, ref: false });
  }
}

type RetryOptions = {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly willRetry: (error: unknown) => boolean;
  readonly signal: AbortSignal;
};

/**
 * What `work` resolves to. Tries again while it rejects with an error that may pass, until the time is
 * over. Rejects with the last error, and with the signal's reason.
 */
export async function retry<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { intervalMs, timeoutMs, willRetry, signal } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!willRetry(error) || performance.now() > deadline) throw error;
    }
    await pause(intervalMs, { signal });
    signal.throwIfAborted();
  }
}

type PollOptions = {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Ends the wait. */
  readonly signal?: AbortSignal;
};

/** Asks at once and after each interval. False when the time is over, or the signal aborts, before a yes. */
export async function pollUntil(
  check: () => boolean | Promise<boolean>,
  { intervalMs, timeoutMs, signal }: PollOptions,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (await check()) return true;
    if (signal?.aborted || performance.now() > deadline) return false;
    await pause(intervalMs, signal ? { signal } : {});
  }
}
