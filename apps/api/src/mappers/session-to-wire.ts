import type { ApiSession, SessionStatusReport } from '@grabber/contracts/api/session';
import type { EngineSession } from '@grabber/contracts/engine/session';
import { actionRequired } from '@grabber/contracts/session-action';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { shownProxy } from './stored-proxy.ts';

/** A session's row, and whether the engine has just confirmed its status. */
export type KnownSession = {
  readonly session: SessionRow;
  /** True if the engine could not be reached. */
  readonly stale: boolean;
  /** What the engine alone knows. Null: it does not have the session, or could not be reached. */
  readonly live: Pick<EngineSession, 'qr_expires_at' | 'sync' | 'is_business'> | null;
};

export function sessionToWire({ session, stale, live }: KnownSession): ApiSession {
  return {
    session_id: session.id,
    session_name: session.name,
    status: session.status,
    phone_number: session.phone_number,
    last_error: session.last_error,
    action_required: actionRequired(session.status, session.last_error),
    connected_at: session.connected_at?.toISOString() ?? null,
    sync: live?.sync ?? null,
    is_business: live?.is_business ?? null,
    include_without_whatsapp: session.include_without_whatsapp,
    include_locked: session.include_locked,
    proxy: shownProxy(session),
    created_at: session.created_at.toISOString(),
    updated_at: session.updated_at.toISOString(),
    ...(stale && { stale }),
  };
}

export function statusToWire({ session, stale, live }: KnownSession): SessionStatusReport {
  return {
    session_id: session.id,
    status: session.status,
    phone_number: session.phone_number,
    last_error: session.last_error,
    action_required: actionRequired(session.status, session.last_error),
    qr_expires_at: live?.qr_expires_at ?? null,
    sync: live?.sync ?? null,
    is_business: live?.is_business ?? null,
    ...(stale && { stale }),
  };
}
