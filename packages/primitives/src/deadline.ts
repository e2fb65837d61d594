import { orAbort } from './abort.ts';

/** The end of the time that a piece of work has, together with its caller's own signal. */
export type Deadline = {
  /** Aborts with the deadline's reason when the time is over, or with the caller's. */
  readonly signal: AbortSignal;
  /** The caller's signal alone. */
  readonly callerSignal: AbortSignal;
  /** Aborts when the time is over, also after the caller has left. */
  readonly timeSignal: AbortSignal;
  /** Whether the time is over, whatever the caller's signal says. */
  isOver(): boolean;
  /** At least 1. */
  remainingMs(): number;
  /** Call it when the work is done: until then its timer keeps the process alive. */
  clear(): void;
};

type DeadlineOptions = {
  /** Makes what the signals abort with when the time is over. */
  readonly reason: () => unknown;
  /** The caller's. */
  readonly signal?: AbortSignal | undefined;
};

/** The time begins now. */
export function createDeadline(timeoutMs: number, options: DeadlineOptions): Deadline {
  const { reason, signal: callerSignal = new AbortController().signal } = options;
  const timeout = new AbortController();
  const endsAt = performance.now() + timeoutMs;
  const timer = setTimeout(() => timeout.abort(reason()), timeoutMs);
  return {
    signal: AbortSignal.any([callerSignal, timeout.signal]),
    callerSignal,
    timeSignal: timeout.signal,
    isOver: () => timeout.signal.aborted,
    remainingMs: () => Math.max(1, Math.ceil(endsAt - performance.now())),
    clear: () => clearTimeout(timer),
  };
}

/** The promise's value. Rejects with `reason` when it has not settled within the time. */
export async function withTimeout<T>(
  promise: Promise<T>,
  timeoutMs: number,
  reason: () => unknown,
): Promise<T> {
  const deadline = createDeadline(timeoutMs, { reason });
  try {
    return await orAbort(promise, deadline.signal);
  } finally {
    deadline.clear();
  }
}

/** True when the promise has settled, either way, within the time; its rejection is swallowed. */
export async function settlesWithin(
  promise: Promise<unknown>,
  timeoutMs: number,
): Promise<boolean> {
  const settled = promise.catch(() => undefined).then(() => true);
  return withTimeout(settled, timeoutMs, () => undefined).catch(() => false);
}
