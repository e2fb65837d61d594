import type { ApiSession, SessionStatusReport } from '@grabber/contracts/api/session';
import type { EngineSession } from '@grabber/contracts/engine/session';
import { type ActionRequired, actionRequired } from '@grabber/contracts/session-action';
import { isSameAccount } from '@grabber/database/sessions/session-account';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Language } from '../messages/language.ts';
import { actionText, sessionErrorText } from '../messages/session-messages.ts';
import { shownProxy } from './stored-proxy.ts';

/** A session's row, and whether the engine has just confirmed its status. */
export type KnownSession = {
  readonly session: SessionRow;
  /** True if the engine could not be reached. */
  readonly stale: boolean;
  /** What the engine alone knows. Null: it does not have the session, or could not be reached. */
  readonly live: Pick<
    EngineSession,
    'qr_expires_at' | 'sync' | 'is_business' | 'lid' | 'phone_number'
  > | null;
};

type Explained = Pick<SessionStatusReport, 'last_error' | 'action_required'>;

/** What is wrong with a session, in the language of a reader. The engine and the contract say it in English. */
export function explainedIn<T extends Explained>(language: Language, session: T): T {
  const { last_error, action_required } = session;
  return {
    ...session,
    last_error: last_error && { ...last_error, message: sessionErrorText(last_error, language) },
    action_required: action_required && {
      ...action_required,
      message: actionText(action_required, language),
    },
  };
}

/** A connected session of another account is well, but no grab of it is stored. */
function actionOf({ session, live }: KnownSession): ActionRequired | null {
  const { status, last_error } = session;
  const isOther = status === 'connected' && live && !isSameAccount(session, live);
  if (!isOther) return actionRequired(status, last_error);
  return actionRequired(status, { code: 'ACCOUNT_CHANGED', message: '' });
}

export function sessionToWire(known: KnownSession, language: Language): ApiSession {
  const { session, stale, live } = known;
  return explainedIn(language, {
    session_id: session.id,
    session_name: session.name,
    status: session.status,
    asleep: session.asleep,
    phone_number: session.phone_number,
    last_error: session.last_error,
    action_required: actionOf(known),
    connected_at: session.connected_at?.toISOString() ?? null,
    sync: live?.sync ?? null,
    is_business: live?.is_business ?? null,
    include_without_whatsapp: session.include_without_whatsapp,
    include_locked: session.include_locked,
    keep: session.keep,
    proxy: shownProxy(session),
    external_id: session.external_id,
    created_at: session.created_at.toISOString(),
    updated_at: session.updated_at.toISOString(),
    ...(stale && { stale }),
  });
}

/** In English: `explainedIn` translates it. */
export function statusToWire(known: KnownSession): SessionStatusReport {
  const { session, stale, live } = known;
  return {
    session_id: session.id,
    status: session.status,
    asleep: session.asleep,
    phone_number: session.phone_number,
    last_error: session.last_error,
    action_required: actionOf(known),
    qr_expires_at: live?.qr_expires_at ?? null,
    sync: live?.sync ?? null,
    is_business: live?.is_business ?? null,
    ...(stale && { stale }),
  };
}
