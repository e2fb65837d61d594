import { createDeadline, type Deadline } from '@grabber/primitives/deadline';
import { EngineError } from './engine-error.ts';

/** The deadline of a call: its signal aborts with ENGINE_TIMEOUT, or with the caller's reason. */
export function engineDeadline(timeoutMs: number, signal: AbortSignal | undefined): Deadline {
  const message = `The engine did not answer within ${timeoutMs} ms.`;
  return createDeadline(timeoutMs, {
    reason: () => new EngineError('ENGINE_TIMEOUT', message),
    signal,
  });
}
