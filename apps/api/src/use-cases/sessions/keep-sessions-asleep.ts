import type { EngineSession } from '@grabber/contracts/engine/session';
import {
  endSleepClaim,
  holdAwake,
  listToWake,
  takeSleepy,
} from '@grabber/database/sessions/keep-asleep';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { findSession } from '@grabber/database/sessions/sessions';
import type { Context } from '../../context.ts';
import { recordEngineSession } from '../../sessions/record-engine-session.ts';
import { nullIfNotFound } from './null-if-not-found.ts';
import { wakeForGrab } from './wake-session.ts';

/** Sessions that a process puts to sleep at once. */
const AT_ONCE = 10;
/** A device that was linked by hand may take so long for its first history. */
const FIRST_SYNC_MS = 60 * 60_000;
/** When to look again at a session that could not sleep yet. */
const LOOK_AGAIN_SECONDS = 5;
const AFTER_FAILURE_SECONDS = 30;
/** The time of one wake without a grab, until the session is connected. */
const CONNECT_TIMEOUT_MS = 120_000;

type Sleepy = Awaited<ReturnType<typeof takeSleepy>>[number];

/**
 * Puts to sleep each session that is kept asleep and that nothing needs any more. Throws the errors of `pg`; what fails
 * at a session is logged, and tried again later.
 */
export async function putSessionsToSleep(context: Context): Promise<void> {
  const sleepy = await takeSleepy(context.db, { most: AT_ONCE });
  await Promise.all(sleepy.map((one) => putToSleep(context, one)));
}

/**
 * Wakes a session that has slept for too long or is no longer to sleep. It may wait long for a browser, so that what
 * puts others to sleep must not wait for it. Throws as `putSessionsToSleep` does.
 */
export async function wakeDueSession(context: Context, signal: AbortSignal): Promise<void> {
  const days = context.sleep.wakeAfterDays;
  for (const id of await listToWake(context.db, { days, most: 1 })) {
    if (!signal.aborted) await wakeWithoutGrab(context, id, signal);
  }
}

async function putToSleep(context: Context, one: Sleepy): Promise<void> {
  const { db, engine, logger } = context;
  const { id } = one;
  let slept = false;
  let againSeconds = LOOK_AGAIN_SECONDS;
  try {
    const session = await findSession(db, { id, workspace_id: null });
    const live = await nullIfNotFound(engine.getSession(id));
    if (!session || !live) {
      againSeconds = AFTER_FAILURE_SECONDS;
    } else if (isDone(one, live, context.sleep.wakeLimitMs)) {
      await recordEngineSession(context, session, await engine.sleepSession(id));
      slept = true;
    }
  } catch (error) {
    againSeconds = AFTER_FAILURE_SECONDS;
    logger.warn({ err: error, session_id: id }, 'Putting a session to sleep failed');
  }
  await endSleepClaim(db, { id, slept, againSeconds });
}

/** Whether the account is complete, or has had its time. A session that is connected keeps what it has read. */
function isDone({ woken_at, connected_at, now }: Sleepy, live: EngineSession, limitMs: number) {
  const since = woken_at ?? connected_at;
  const isOver =
    since !== null && now.getTime() - since.getTime() >= (woken_at ? limitMs : FIRST_SYNC_MS);
  if (isOver) return true;
  if (live.status !== 'connected') return false;
  return live.asleep || (live.sync !== null && live.sync.state !== 'syncing');
}

/** Long enough to see whether the device is still linked; it sleeps again when its account is complete. */
async function wakeWithoutGrab(context: Context, id: string, signal: AbortSignal): Promise<void> {
  const session: SessionRow | null = await findSession(context.db, { id, workspace_id: null });
  if (!session) return;
  try {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_TIMEOUT_MS)]);
    const awake = await wakeForGrab(context, session, bounded);
    await awake.end();
  } catch (error) {
    if (signal.aborted) return;
    // Not at once again: another one may have its turn.
    await holdAwake(context.db, { id, seconds: AFTER_FAILURE_SECONDS });
    context.logger.warn({ err: error, session_id: id }, 'Waking a session failed, retrying');
  }
}
