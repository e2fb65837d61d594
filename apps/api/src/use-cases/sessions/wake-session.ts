import type { SessionBudget } from '@grabber/contracts/api/session';
import type { EngineSession } from '@grabber/contracts/engine/session';
import {
  beginWake,
  giveUpWake,
  type Hold,
  holdAwake,
  shortenHold,
} from '@grabber/database/sessions/keep-asleep';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import {
  countWaitingToWake,
  leaveWakeQueue,
  placeBehindQueue,
  placeToWake,
  stopWaiting,
  type WakePlace,
  waitToWake,
} from '@grabber/database/sessions/wake-queue';
import { isEngineError } from '@grabber/engine-client/engine-error';
import { pause } from '@grabber/primitives/abort';
import { isServiceError, ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { storedProxy } from '../../mappers/stored-proxy.ts';
import { recordEngineSession } from '../../sessions/record-engine-session.ts';
import type { Charge } from '../../sessions/whatsapp-budget.ts';
import { nullIfNotFound } from './null-if-not-found.ts';
import { isNotStarted } from './start-and-stop-session.ts';

type Needs = Pick<
  Context,
  'db' | 'engine' | 'clock' | 'cipher' | 'budget' | 'logger' | 'metrics' | 'grabTimeoutMs' | 'sleep'
>;

/** How often a session that waits for a browser asks again. */
const QUEUE_POLL_MS = 1_000;
/** Those that are next look sooner whether it is their turn, so that free browsers do not wait for them. */
const NEXT = 5;
const NEXT_POLL_MS = 200;
const CONNECT_POLL_MS = 250;
const FALLING_ASLEEP_POLL_MS = 250;

/** A session that stays awake for a grab. */
export type Awake = {
  /** The grab has ended: the session may sleep soon. Never throws. */
  readonly end: () => Promise<void>;
};

const ALWAYS_AWAKE: Awake = { end: async () => undefined };

/**
 * Wakes a session that is kept asleep, and keeps it awake until `end`, at most as long as a grab may take. Waits for
 * a free browser in turn with the other workspaces, then until the session shows whether it is connected. Throws
 * ENGINE_FULL with the time that is left to wait when the signal's time is over before that, WHATSAPP_BUDGET_SPENT,
 * EngineError, and the signal's reason.
 */
export async function wakeForGrab(
  context: Needs,
  session: SessionRow,
  signal: AbortSignal,
): Promise<Awake> {
  if (session.keep === 'awake' && !session.asleep) return ALWAYS_AWAKE;
  const { db, logger } = context;
  const { id } = session;
  const seconds = Math.ceil(context.grabTimeoutMs / 1_000);
  let hold = await holdWhenSettled(context, id, seconds, signal);
  const end = async (lingerSeconds: number) => {
    await shortenHold(db, { id, ...hold, seconds: lingerSeconds }).catch((err: unknown) =>
      logger.warn({ err, session_id: id }, 'Ending a wake failed: the session sleeps later'),
    );
  };
  try {
    await startInTurn(context, session, signal);
    // It may have waited for longer than the first hold.
    hold = await holdAwake(db, { id, seconds });
    await untilItShows(context, session, signal);
    return { end: async () => end(await lingerOf(context)) };
  } catch (error) {
    await end(0);
    throw error;
  }
}

/** A session stays awake after a grab for those that may read it next. One that waits for a browser needs it more. */
async function lingerOf({ db, sleep }: Pick<Needs, 'db' | 'sleep'>): Promise<number> {
  const waiting = await countWaitingToWake(db).catch(() => 0);
  return waiting > 0 ? 0 : sleep.lingerSeconds;
}

/** Its place among the sessions that wait for a browser, and when it is likely to wake. Null: it does not wait. */
export async function wakingOf(
  { db }: Pick<Context, 'db'>,
  { id, asleep }: SessionRow,
  { wakes }: Pick<SessionBudget, 'wakes'>,
) {
  const inLine = await placeToWake(db, id);
  const found = inLine ?? (asleep ? await placeBehindQueue(db, id) : null);
  if (!found) return null;
  const { place, expected_at } = found;
  // A durable grab is put off until the next wake is allowed. One in the line may be charged for its try just now.
  const allowedAt = !inLine && wakes.left === 0 && wakes.next_at ? new Date(wakes.next_at) : null;
  const isLater = allowedAt !== null && allowedAt > expected_at;
  return { place, expected_at: (isLater ? allowedAt : expected_at).toISOString() };
}

/** A hold that counts: not while a process puts the session to sleep. */
async function holdWhenSettled(
  { db }: Needs,
  id: string,
  seconds: number,
  signal: AbortSignal,
): Promise<Hold> {
  for (;;) {
    const hold = await holdAwake(db, { id, seconds });
    if (!hold.is_going_to_sleep) return hold;
    await pause(FALLING_ASLEEP_POLL_MS, { signal });
    signal.throwIfAborted();
  }
}

/** Starts the browser of a session if it sleeps, when it is its turn. */
async function startInTurn(
  context: Needs,
  session: SessionRow,
  signal: AbortSignal,
): Promise<void> {
  const { db, metrics } = context;
  let place: WakePlace | null = null;
  try {
    for (;;) {
      if (!(await isAsleep(context, session, signal))) return;
      place = await waitToWake(db, session);
      if (place.place === 1 && (await tryToStart(context, session)))
        return metrics.countWake('woken');
      // The first one was refused: there is no room now.
      const isNext = place.place > 1 && place.place <= NEXT;
      await pause(isNext ? NEXT_POLL_MS : QUEUE_POLL_MS, { signal });
      signal.throwIfAborted();
    }
  } catch (error) {
    const lastPlace = isTimeOver(signal) ? place : null;
    if (lastPlace) metrics.countWake('no_browser');
    // Otherwise the caller has gone.
    else if (!signal.aborted) metrics.countWake('failed');
    throw lastPlace ? noBrowserIsFree(lastPlace, context.clock()) : error;
  } finally {
    // Another request that wakes the same session asks again, within seconds.
    const leave = comesAgain(signal) ? stopWaiting : leaveWakeQueue;
    if (place) await leave(db, session.id).catch(() => undefined);
  }
}

async function isAsleep({ engine }: Needs, { id }: SessionRow, signal: AbortSignal) {
  const live = await nullIfNotFound(engine.getSession(id, { signal }));
  return live?.asleep === true;
}

/** False: the engine has no room now. */
async function tryToStart(context: Needs, session: SessionRow): Promise<boolean> {
  const { db, engine, budget, clock, logger } = context;
  const { id } = session;
  const proxy = storedProxy(context.cipher, session);
  // Another request may be about to wake it: then the next look shows that it does not sleep.
  if (!(await beginWake(db, id))) return false;
  let charge: Charge | undefined;
  let live: EngineSession;
  try {
    charge = await budget.charge(id, 'wake');
    live = await engine.startSession(id, { proxy });
  } catch (error) {
    await giveUpWake(db, id);
    if (isNotStarted(error)) await charge?.refund();
    if (isEngineError(error) && error.code === 'ENGINE_FULL') return false;
    throw error;
  }
  await budget.note(id, 'browser_start', [clock()]);
  await recordEngineSession(context, session, live);
  logger.info({ session_id: id }, 'Session woken');
  return true;
}

/** Waits while the woken session is connecting. What it shows then is the caller's to judge. */
async function untilItShows(
  context: Needs,
  session: SessionRow,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const live = await nullIfNotFound(context.engine.getSession(session.id, { signal }));
    if (live?.status !== 'connecting') return;
    await pause(CONNECT_POLL_MS, { signal });
    signal.throwIfAborted();
  }
}

/** The caller has not gone: the time of its grab is over. */
function isTimeOver({ aborted, reason }: AbortSignal): boolean {
  return aborted && isServiceError(reason) && reason.code === 'READ_TIMEOUT';
}

/** Its time is over, and it was not sent away: a client was told when to come, and a wake without a grab is tried again. */
function comesAgain(signal: AbortSignal): boolean {
  return isTimeOver(signal) || (signal.aborted && signal.reason?.name === 'TimeoutError');
}

function noBrowserIsFree({ place, expected_at }: WakePlace, now: Date): ServiceError {
  const seconds = Math.ceil((expected_at.getTime() - now.getTime()) / 1_000);
  const message = `The session is asleep and waits for a free browser, in place ${place}.`;
  return new ServiceError('ENGINE_FULL', message, { retryAfterSeconds: Math.max(1, seconds) });
}
