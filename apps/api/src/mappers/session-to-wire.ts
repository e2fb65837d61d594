import type { ApiSession, SessionStatusReport } from '@grabber/contracts/api/session';
import { actionRequired } from '@grabber/contracts/session-action';
import type { SessionSync } from '@grabber/contracts/session-status';
import type { SessionRow } from '@grabber/database/sessions/session-row';

/** A session's row, and whether the engine has just confirmed its status. */
export type KnownSession = {
  readonly session: SessionRow;
  /** True if the engine could not be reached. */
  readonly stale: boolean;
  readonly qrExpiresAt: string | null;
  readonly sync: SessionSync | null;
};

export function sessionToWire({ session, stale, sync }: KnownSession): ApiSession {
  return {
    session_id: session.id,
    session_name: session.name,
    status: session.status,
    phone_number: session.phone_number,
    last_error: session.last_error,
    action_required: actionRequired(session.status, session.last_error),
    connected_at: session.connected_at?.toISOString() ?? null,
    sync,
    created_at: session.created_at.toISOString(),
    updated_at: session.updated_at.toISOString(),
    ...(stale && { stale }),
  };
}

export function statusToWire({
  session,
  stale,
  qrExpiresAt,
  sync,
}: KnownSession): SessionStatusReport {
  return {
    session_id: session.id,
    status: session.status,
    phone_number: session.phone_number,
    last_error: session.last_error,
    action_required: actionRequired(session.status, session.last_error),
    qr_expires_at: qrExpiresAt,
    sync,
    ...(stale && { stale }),
  };
}
