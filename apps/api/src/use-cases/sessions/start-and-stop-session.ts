import type { EngineSession } from '@grabber/contracts/engine/session';
import type { ErrorCode } from '@grabber/contracts/error-codes';
import type { GivenProxy } from '@grabber/contracts/proxy';
import type { SessionStatus } from '@grabber/contracts/session-status';
import { keepAwake } from '@grabber/database/sessions/keep-asleep';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { isEngineError } from '@grabber/engine-client/engine-error';
import type { Context } from '../../context.ts';
import { copyForStart } from '../../engines/lone-engine.ts';
import { isRefusal } from '../../engines/placement-errors.ts';
import type { KnownSession } from '../../mappers/session-to-wire.ts';
import { storedProxy } from '../../mappers/stored-proxy.ts';
import { recordEngineSession } from '../../sessions/record-engine-session.ts';
import type { Charge } from '../../sessions/whatsapp-budget.ts';
import { nullIfNotFound } from './null-if-not-found.ts';

type Needs = Pick<Context, 'db' | 'engine' | 'pool' | 'lone' | 'clock' | 'cipher' | 'budget'>;

const RUNNING: ReadonlySet<SessionStatus> = new Set(['connecting', 'qr', 'connected']);
/** No engine was asked. */
const NOT_PLACED: ReadonlySet<ErrorCode> = new Set(['SESSION_MOVING', 'SESSION_WAITS_FOR_ENGINE']);

/** Above every copy: the last one before it is the newest. */
const NEWEST = 9_999_999_999;

/** A session that is kept asleep stays awake for so long after a start. */
const STARTED_BY_HAND_SECONDS = 15 * 60;

export function isRunning({ status, asleep }: EngineSession): boolean {
  return RUNNING.has(status) && !asleep;
}

/** Whether the engine refused, so that no browser was started and WhatsApp has seen nothing. */
export function isNotStarted(error: unknown): boolean {
  return isRefusal(error) || (isEngineError(error) && NOT_PLACED.has(error.code));
}

/**
 * Starts the session's browser. A running browser stays as it is and costs nothing. Throws
 * PROXY_AUTH_FAILED, WHATSAPP_BUDGET_SPENT and EngineError.
 */
export async function startSession(
  context: Needs,
  session: SessionRow,
  { awakeSeconds = STARTED_BY_HAND_SECONDS, restoreOlder = false } = {},
): Promise<KnownSession> {
  const { engine, budget, clock } = context;
  const proxy = storedProxy(context.cipher, session);
  await keepAwakeFor(context, session, awakeSeconds);
  const before = await lookBefore(engine, session.id, restoreOlder);
  if (!before || !isRunning(before)) {
    const charge = await budget.charge(session.id, 'browser_start');
    return startOn(context, session, { proxy, charge, restoreOlder });
  }
  const live = await engine.startSession(session.id, { proxy });
  if (isNewStart(before, live)) await budget.note(session.id, 'browser_start', [clock()]);
  return recordEngineSession(context, session, live);
}

/** For a person to look at it. */
async function keepAwakeFor(
  { db }: Pick<Context, 'db'>,
  { id, keep, asleep }: SessionRow,
  seconds: number,
): Promise<void> {
  if (keep === 'asleep' || asleep) await keepAwake(db, { id, seconds });
}

/** Null: the engine does not have it, or is away and a person wants the session without it. */
async function lookBefore(
  engine: Context['engine'],
  id: string,
  restoreOlder: boolean,
): Promise<EngineSession | null> {
  return nullIfNotFound(engine.getSession(id)).catch((error: unknown) => {
    // Also the one that is about to have it may fail at the newest copy, again and again.
    const isAway =
      isEngineError(error) &&
      (error.code === 'SESSION_WAITS_FOR_ENGINE' || error.code === 'SESSION_MOVING');
    if (isAway && restoreOlder) return null;
    throw error;
  });
}

/** Keeps the session awake for so long, and starts its browser if it sleeps. Throws as `startSession` does. */
export async function wakeByHand(
  context: Needs,
  session: SessionRow,
  minutes: number,
): Promise<KnownSession> {
  return startSession(context, session, { awakeSeconds: minutes * 60 });
}

/** The session was stopped just after the look. */
function isNewStart(before: EngineSession, live: EngineSession): boolean {
  return live.status === 'connecting' && live.status_changed_at !== before.status_changed_at;
}

/** Stops the session's browser. The device stays linked. */
export async function stopSession(
  context: Pick<Context, 'db' | 'engine' | 'clock'>,
  session: SessionRow,
): Promise<KnownSession> {
  const live = await nullIfNotFound(context.engine.stopSession(session.id));
  return recordEngineSession(context, session, live);
}

/**
 * Stops the session's browser, if it runs, and starts it again. The device stays linked. Throws
 * PROXY_AUTH_FAILED and WHATSAPP_BUDGET_SPENT, which leave the browser running, and EngineError.
 */
export async function restartSession(context: Needs, session: SessionRow): Promise<KnownSession> {
  const proxy = storedProxy(context.cipher, session);
  await keepAwakeFor(context, session, STARTED_BY_HAND_SECONDS);
  const charge = await context.budget.charge(session.id, 'browser_start');
  let stopped: KnownSession;
  try {
    stopped = await stopSession(context, session);
  } catch (error) {
    await charge.refund();
    throw error;
  }
  return startOn(context, stopped.session, { proxy, charge });
}

async function startOn(
  context: Needs,
  session: SessionRow,
  options: {
    readonly proxy: GivenProxy | null;
    readonly charge: Charge;
    readonly restoreOlder?: boolean;
  },
): Promise<KnownSession> {
  const { proxy, charge, restoreOlder = false } = options;
  try {
    const live = await startOrRestore(context, session.id, proxy, restoreOlder);
    return await recordEngineSession(context, session, live);
  } catch (error) {
    if (isNotStarted(error)) await charge.refund();
    throw error;
  }
}

/**
 * One engine knows by itself which copies there are, but for a session that it has not had since there were several; of
 * several, the placements know.
 */
async function startOrRestore(
  { db, engine, pool, lone }: Needs,
  id: string,
  proxy: GivenProxy | null,
  restoreOlder: boolean,
): Promise<EngineSession> {
  if (!restoreOlder) {
    const restore = lone ? await copyForStart(db, lone, id) : undefined;
    return engine.startSession(id, { proxy, ...(restore && { restore }) });
  }
  if (pool) return (await pool.place(id, { proxy, restoreOlder })).session;
  return engine.startSession(id, { proxy, restore: { generation: NEWEST, older: true } });
}
