import type { SessionRow } from '@grabber/database/sessions/session-row';
import { recordSessionStatus } from '@grabber/database/sessions/sessions';
import { isEngineError } from '@grabber/engine-client/engine-error';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import type { KnownSession } from '../../mappers/session-to-wire.ts';
import { stopSession } from './start-and-stop-session.ts';

type Needs = Pick<Context, 'db' | 'engine' | 'clock'>;

/**
 * Unlinks the device and removes the session from the engine. The stored contacts stay. Throws
 * LOGOUT_NOT_CONFIRMED if the device may still be linked, and EngineError.
 */
export async function logOutSession(context: Needs, session: SessionRow): Promise<KnownSession> {
  const known = await unlinkSession(context, session);
  if (!mayBeLinked(known)) return known;
  const { status: sessionStatus, last_error } = known.session;
  throw new ServiceError('LOGOUT_NOT_CONFIRMED', last_error?.message ?? '', { sessionStatus });
}

/** Like `logOutSession`, but an unconfirmed logout is answered in `last_error`: see `mayBeLinked`. */
export async function unlinkSession(context: Needs, session: SessionRow): Promise<KnownSession> {
  try {
    return await stopSession(context, session, { logout: true });
  } catch (error) {
    if (!isEngineError(error) || error.code !== 'LOGOUT_NOT_CONFIRMED') throw error;
    const left = {
      status: 'disconnected',
      last_error: { code: error.code, message: error.message },
    } as const;
    const { db, clock } = context;
    const { id, phone_number, connected_at } = session;
    await recordSessionStatus(db, { id, phone_number, connected_at, ...left, now: clock() });
    return { session: { ...session, ...left }, stale: false, qrExpiresAt: null };
  }
}

/** Whether the last logout was not confirmed. The engine forgets the session, so only the row knows. */
export function mayBeLinked({ session }: KnownSession): boolean {
  return session.last_error?.code === 'LOGOUT_NOT_CONFIRMED';
}
