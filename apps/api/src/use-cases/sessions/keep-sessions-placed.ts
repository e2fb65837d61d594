import type { ErrorCode } from '@grabber/contracts/error-codes';
import { SessionNotFound } from '@grabber/database/sessions/session-row';
import { findSession } from '@grabber/database/sessions/sessions';
import { isEngineError } from '@grabber/engine-client/engine-error';
import type { Context } from '../../context.ts';
import type { EnginePool } from '../../engines/engine-pool.ts';
import { storedProxy } from '../../mappers/stored-proxy.ts';
import { recordEngineSession } from '../../sessions/record-engine-session.ts';

/** Another process does it, or it must wait for its turn. */
const NOT_NOW: ReadonlySet<ErrorCode> = new Set([
  'SESSION_MOVING',
  'SESSION_WAITS_FOR_ENGINE',
  'ENGINE_FULL',
  'SHUTTING_DOWN',
]);

type Needs = Pick<Context, 'db' | 'clock' | 'cipher' | 'budget' | 'logger'>;

/** A session that cannot start is left alone for so long. */
const AFTER_FAILURE_MS = 30_000;

/** By session: until when it is left alone. A round starts sessions in the background, and the next does not wait. */
const busyUntil = new WeakMap<EnginePool, Map<string, number>>();

/**
 * Prolongs the leases that engines use, and starts the sessions again whose engine has died or drained: at home where
 * it is back, elsewhere where their copy is current. Throws the errors of `pg`; what fails at a session is logged, and
 * tried again later.
 */
export async function keepSessionsPlaced(
  context: Needs,
  pool: EnginePool,
  signal: AbortSignal,
): Promise<void> {
  const busy = busyUntil.get(pool) ?? new Map<string, number>();
  busyUntil.set(pool, busy);
  for (const [id, until] of busy) if (until <= performance.now()) busy.delete(id);
  for (const id of await pool.keepLeases()) {
    if (signal.aborted || busy.has(id)) continue;
    busy.set(id, Number.POSITIVE_INFINITY);
    // A start may fetch a profile, and leases must be renewed meanwhile.
    void placeAgain(context, pool, id).then((isFailed) =>
      busy.set(id, isFailed ? performance.now() + AFTER_FAILURE_MS : 0),
    );
  }
}

/** Whether it failed for a reason of its own. Never rejects. */
async function placeAgain(context: Needs, pool: EnginePool, id: string): Promise<boolean> {
  const { db, budget, clock, logger } = context;
  try {
    const row = await findSession(db, { id, workspace_id: null });
    if (!row) return false;
    const { session, isNewLease } = await pool.place(id, {
      proxy: storedProxy(context.cipher, row),
      isPatient: false,
    });
    // As a restart by the engine itself: it is counted, and never refused.
    if (isNewLease) await budget.note(id, 'browser_start', [clock()]);
    await recordEngineSession(context, row, session);
    return false;
  } catch (error) {
    if (error instanceof SessionNotFound) return false;
    if (isEngineError(error) && NOT_NOW.has(error.code)) return false;
    logger.warn({ err: error, session_id: id }, 'Placing a session again failed, retrying');
    return true;
  }
}
