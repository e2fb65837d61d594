import { EngineError } from './engine-error.ts';

/** A caller's signal and a deadline as one signal. Afterwards it says which of them aborted. */
export type Deadline = {
  readonly signal: AbortSignal;
  /** Throws the caller's abort reason or ENGINE_TIMEOUT, whichever ended the wait. */
  throwIfOver(cause?: unknown): void;
};

/** The timer does not keep the process alive. */
export function withDeadline(timeoutMs: number, callerSignal: AbortSignal | undefined): Deadline {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = callerSignal ? AbortSignal.any([callerSignal, timeout]) : timeout;
  return {
    signal,
    throwIfOver(cause) {
      callerSignal?.throwIfAborted();
      if (!timeout.aborted) return;
      const message = `The engine did not answer within ${timeoutMs} ms.`;
      throw new EngineError('ENGINE_TIMEOUT', message, { cause });
    },
  };
}
