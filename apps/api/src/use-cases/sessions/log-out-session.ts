import type { EngineSession, StoppedEngineSession } from '@grabber/contracts/engine/session';
import { forgetProfile } from '@grabber/database/placements/placement-row';
import {
  LOGIN_LOST,
  LOGOUT_NOT_CONFIRMED,
  type SessionError,
  SessionNotFound,
  type SessionRow,
} from '@grabber/database/sessions/session-row';
import {
  findSession,
  recordSessionStatus,
  recordUnlinked,
} from '@grabber/database/sessions/sessions';
import { isEngineError } from '@grabber/engine-client/engine-error';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import type { KnownSession } from '../../mappers/session-to-wire.ts';
import { recordEngineSession } from '../../sessions/record-engine-session.ts';
import { nullIfNotFound } from './null-if-not-found.ts';
import { isNotStarted, isRunning } from './start-and-stop-session.ts';

type Needs = Pick<Context, 'db' | 'engine' | 'clock' | 'budget'>;

const PROFILE_IS_GONE =
  'The engine does not hold this session, so it cannot unlink the device. Remove the device on the phone, under Linked devices, then delete the session.';

/**
 * Unlinks the device and removes the session from the engine. The stored contacts stay. Throws
 * LOGOUT_NOT_CONFIRMED if the device may still be linked, WHATSAPP_BUDGET_SPENT, EngineError, and
 * SessionNotFound if the session was deleted meanwhile.
 */
export async function logOutSession(context: Needs, session: SessionRow): Promise<KnownSession> {
  const known = await unlinkSession(context, session);
  if (!mayBeLinked(known)) return known;
  const { status: sessionStatus, last_error } = known.session;
  throw new ServiceError(LOGOUT_NOT_CONFIRMED, last_error?.message ?? '', { sessionStatus });
}

/**
 * Like `logOutSession`, but an unconfirmed logout is answered in `last_error`: see `mayBeLinked`. With `force` so is
 * an engine that cannot do it.
 */
export async function unlinkSession(
  context: Needs,
  session: SessionRow,
  { force = false } = {},
): Promise<KnownSession> {
  const { db, clock } = context;
  try {
    const live = await askToUnlink(context, session, force);
    if (!live?.device_unlinked) return await recordNotUnlinked(context, session, live);
    await recordUnlinked(db, { id: session.id, now: clock() });
    return await recordEngineSession(context, session, live);
  } catch (error) {
    if (!isEngineError(error)) throw error;
    if (error.code === LOGOUT_NOT_CONFIRMED)
      return recordNotConfirmed(context, session, error.message);
    if (!force) throw error;
    return recordNotUnlinked(context, session, null);
  }
}

/**
 * Only a browser can unlink the device, so the engine starts the one of a stopped session. What `force` asks for
 * happens once and is never refused.
 */
async function askToUnlink(
  { engine, budget, clock }: Needs,
  session: SessionRow,
  force: boolean,
): Promise<StoppedEngineSession | null> {
  const { id } = session;
  const unlink = () => nullIfNotFound(engine.stopSession(id, { logout: true, force }));
  const before = await nullIfNotFound(engine.getSession(id));
  if (!before || !needsBrowser(before, session)) return unlink();
  if (force) {
    await budget.note(id, 'browser_start', [clock()]);
    return unlink();
  }
  const charge = await budget.charge(id, 'browser_start');
  try {
    return await unlink();
  } catch (error) {
    if (isNotStarted(error)) await charge.refund();
    throw error;
  }
}

function needsBrowser(before: EngineSession, session: SessionRow): boolean {
  return !isRunning(before) && before.status !== 'logged_out' && wasLinked(session);
}

/**
 * The engine does not hold the session, or it was never linked there, because it was started after the engine
 * lost it. Only the session's own profile could unlink its device.
 */
async function recordNotUnlinked(
  context: Needs,
  { id, workspace_id }: SessionRow,
  live: EngineSession | null,
): Promise<KnownSession> {
  // Another logout or deletion may have ended since the row was read.
  const session = await findSession(context.db, { id, workspace_id });
  if (!session) throw new SessionNotFound();
  if (wasLinked(session)) return recordNotConfirmed(context, session, PROFILE_IS_GONE);
  return recordEngineSession(context, session, live);
}

/** Whether the last logout was not confirmed. The engine forgets the session, so only the row knows. */
export function mayBeLinked({ session }: Pick<KnownSession, 'session'>): boolean {
  return session.last_error?.code === LOGOUT_NOT_CONFIRMED;
}

/** Whether the session connected once and neither a confirmed logout nor the phone ended that. */
function wasLinked(session: SessionRow): boolean {
  const { status, connected_at, unlinked_at, last_error } = session;
  const isUnlinked = status === 'logged_out' && last_error?.code !== LOGIN_LOST;
  if (mayBeLinked({ session }) || isUnlinked || !connected_at) return false;
  return unlinked_at === null || connected_at > unlinked_at;
}

async function recordNotConfirmed(
  { db, clock }: Needs,
  session: SessionRow,
  message: string,
): Promise<KnownSession> {
  const last_error: SessionError = { code: LOGOUT_NOT_CONFIRMED, message };
  const left = { status: 'disconnected', last_error } as const;
  const { id, phone_number, connected_at } = session;
  // One engine that follows several takes its copies from there: its next start must not ask for this one again.
  await forgetProfile(db, id);
  await recordSessionStatus(db, { id, phone_number, connected_at, ...left, now: clock() });
  return { session: { ...session, ...left }, stale: false, live: null };
}
