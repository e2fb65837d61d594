import type { ErrorCode } from '@grabber/contracts/error-codes';
import { EngineError, isEngineError } from '@grabber/engine-client/engine-error';

/** When to look again for something that another process is doing now. */
const SOON_SECONDS = 2;
const WAITING_SECONDS = 30;

/** The session's engine is away and may still run it, or another engine is about to. */
export function sessionIsMoving(seconds = SOON_SECONDS, cause?: unknown): EngineError {
  const retryAfterSeconds = Math.max(1, Math.ceil(seconds));
  const message = `The engine of this session does not answer. Another one may have it in ${retryAfterSeconds} s.`;
  return new EngineError('SESSION_MOVING', message, { cause, retryAfterSeconds });
}

export const WAITS_FOR_ENGINE = {
  code: 'SESSION_WAITS_FOR_ENGINE',
  message: 'The profile of this session is on an engine that does not answer.',
} as const;

/** Only an engine that is away has the profile. */
export function sessionWaits(): EngineError {
  const { code, message } = WAITS_FOR_ENGINE;
  return new EngineError(code, message, { retryAfterSeconds: WAITING_SECONDS });
}

export function noRoom(): EngineError {
  const message = 'No engine has a free browser for this session.';
  return new EngineError('ENGINE_FULL', message, { retryAfterSeconds: SOON_SECONDS });
}

export function noEngine(): EngineError {
  return new EngineError('ENGINE_UNREACHABLE', 'None of the engines in ENGINE_URLS answers.');
}

export function notHeld(): EngineError {
  return new EngineError('SESSION_NOT_FOUND', 'No engine has this session.');
}

/** What an engine answers before it starts anything. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'ENGINE_FULL',
  'SHUTTING_DOWN',
  'LEASE_LOST',
  'PROFILE_IN_USE',
  'BUNDLE_NOT_FOUND',
  'BUNDLE_TOO_OLD',
  'BUNDLE_KEY_UNKNOWN',
  'BUNDLE_DAMAGED',
  'PROFILE_STORE_UNAVAILABLE',
  'ENGINE_REJECTED_SECRET',
]);

/** The engine has not begun to start anything: it said so, or was not reached. */
export function isRefusal(error: unknown): boolean {
  return isEngineError(error) && (REFUSALS.has(error.code) || error.isUnsent);
}

/** Another try, by newer readings, may end otherwise. */
export function isOvertaken(error: unknown): boolean {
  if (!isEngineError(error)) return false;
  return error.isUnsent || ['ENGINE_FULL', 'SHUTTING_DOWN', 'LEASE_LOST'].includes(error.code);
}

/** What a caller may see of an error of the session's engine: which engine it is, is between us and the engines. */
export function asMoving(error: unknown): unknown {
  const isGoing =
    isEngineError(error) && (error.code === 'LEASE_LOST' || error.code === 'SHUTTING_DOWN');
  return isGoing ? sessionIsMoving(SOON_SECONDS, error) : error;
}

/** The same of a request about a session whose engine has gone this moment: the next one knows where the session is. */
export function asAway(error: unknown): unknown {
  const isAway = isEngineError(error) && error.code === 'ENGINE_UNREACHABLE';
  return isAway ? sessionIsMoving(SOON_SECONDS, error) : asMoving(error);
}

/** How a read ends when its session is put to sleep, to go on elsewhere. */
const ENDED_BY_DRAIN: ReadonlySet<ErrorCode> = new Set([
  'SESSION_ASLEEP',
  'SESSION_NOT_CONNECTED',
  'READ_ABORTED',
]);

export function isEndedByDrain(error: unknown): boolean {
  return isEngineError(error) && ENDED_BY_DRAIN.has(error.code);
}
