import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { describeError, scrub } from '@grabber/service-kit/scrub';
import { isServiceError } from '@grabber/service-kit/service-error';
import type { Logger } from 'pino';
import { toApiError } from '../messages/to-api-error.ts';

/** The messages of the log events that the specification defines. */
const GRAB_LOG_MESSAGES: Readonly<
  Record<ReadKind, { readonly started: string; readonly stored: string; readonly failed: string }>
> = {
  groups: {
    started: 'Grabbing group contacts',
    stored: 'Group contacts grabbed and saved successfully',
    failed: 'Error grabbing group contacts',
  },
  contacts: {
    started: 'Grabbing individual contacts',
    stored: 'Individual contacts grabbed and saved successfully',
    failed: 'Error grabbing individual contacts',
  },
  all: {
    started: 'Grabbing all contacts',
    stored: 'All contacts grabbed and saved successfully',
    failed: 'Error grabbing all contacts',
  },
};

const CANCELLED = 'Grab cancelled';

type Request = { readonly session: SessionRow; readonly kind: ReadKind };

// The log lines of a caller's grab have exactly the fields of the specification.

export function logGrabStarted(logger: Logger, { session, kind }: Request): void {
  // People name sessions after their numbers.
  const fields = { session_id: session.id, session_name: scrub(session.name) };
  logger.info(fields, GRAB_LOG_MESSAGES[kind].started);
}

export function logGrabStored(logger: Logger, { session, kind }: Request, grab: GrabRow): void {
  const { saved_count, updated_count, total_groups, total_contacts } = grab;
  const fields = {
    session_id: session.id,
    ...(kind !== 'contacts' && { total_groups }),
    ...(kind !== 'groups' && { total_contacts }),
    saved_count,
    updated_count,
  };
  logger.info(fields, GRAB_LOG_MESSAGES[kind].stored);
  if (grab.complete) return;
  const reasons = grab.incomplete_reasons.map(({ code }) => code);
  const { id: grab_id, failed_count } = grab;
  logger.warn({ session_id: session.id, grab_id, failed_count, reasons }, 'Grab incomplete');
}

/** The run that stored the grab has already logged its counts. */
export function logGrabJoined(logger: Logger, { id: grab_id, session_id }: GrabRow): void {
  logger.info({ session_id, grab_id }, 'Grab already stored by another run');
}

/** A session that is not connected, a cancellation and a client that left are not logged as errors. */
export function logGrabFailed(logger: Logger, { session, kind }: Request, thrown: unknown): void {
  const error = toApiError(thrown);
  const session_id = session.id;
  const code = isServiceError(error) ? error.code : undefined;
  if (code === 'SESSION_NOT_CONNECTED') return;
  if (code === 'GRAB_CANCELLED') {
    logger.info({ session_id }, CANCELLED);
    return;
  }
  if (code === 'CLIENT_CLOSED_REQUEST') {
    logger.info({ session_id }, 'Grab stopped: client disconnected');
    return;
  }
  logger.error({ session_id, error: scrub(describeError(error)) }, GRAB_LOG_MESSAGES[kind].failed);
}

/** A failed try of a durable grab. No client waits for an answer, so the log must say why it failed. */
export type FailedTry = {
  readonly grabId: string;
  /** 1 is the first. */
  readonly tryNumber: number;
  readonly willRetry: boolean;
};

/** The last try is logged as an error, an earlier one as a warning. */
export function logTryFailed(
  logger: Logger,
  { session, kind }: Request,
  { grabId, tryNumber, willRetry }: FailedTry,
  thrown: unknown,
): void {
  const error = toApiError(thrown);
  const tried = { session_id: session.id, grab_id: grabId, try_number: tryNumber };
  if (isServiceError(error) && error.code === 'GRAB_CANCELLED') {
    logger.info(tried, CANCELLED);
    return;
  }
  const fields = { ...tried, error: scrub(describeError(error)) };
  if (willRetry) logger.warn(fields, 'Durable grab failed, retrying later');
  else logger.error(fields, GRAB_LOG_MESSAGES[kind].failed);
}
