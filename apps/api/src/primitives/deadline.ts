import { ServiceError } from '@grabber/service-kit/service-error';

/** The end of the time that a piece of work has, together with its caller's own signal. */
export type Deadline = {
  /** Aborts when the time is over (READ_TIMEOUT), or with the caller's reason. */
  readonly signal: AbortSignal;
  /** The caller's signal alone. */
  readonly callerSignal: AbortSignal;
  /** Aborts when the time is over, whatever the caller's signal says. */
  readonly timeSignal: AbortSignal;
  /** Whether the time is over, whatever the caller's signal says. */
  isOver(): boolean;
  /** At least 1. */
  remainingMs(): number;
  /** Call when the work is done: the timer would keep it in memory. */
  clear(): void;
};

export function createDeadline(timeoutMs: number, callerSignal: AbortSignal): Deadline {
  const timeout = new AbortController();
  const endsAt = performance.now() + timeoutMs;
  const timer = setTimeout(() => {
    const message = `The grab was not done within ${timeoutMs} ms (GRAB_TIMEOUT_MS).`;
    timeout.abort(new ServiceError('READ_TIMEOUT', message));
  }, timeoutMs);
  return {
    signal: AbortSignal.any([callerSignal, timeout.signal]),
    callerSignal,
    timeSignal: timeout.signal,
    isOver: () => timeout.signal.aborted,
    remainingMs: () => Math.max(1, Math.ceil(endsAt - performance.now())),
    clear: () => clearTimeout(timer),
  };
}
