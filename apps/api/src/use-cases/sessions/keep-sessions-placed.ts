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

/** Sessions that a round starts in the background. The next one does not wait for them. */
const starting = new WeakMap<EnginePool, Set<string>>();

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
  const running = starting.get(pool) ?? new Set();
  starting.set(pool, running);
  for (const id of await pool.keepLeases()) {
    if (signal.aborted || running.has(id)) continue;
    running.add(id);
    // A start may fetch a profile, and leases must be renewed meanwhile.
    void placeAgain(context, pool, id).finally(() => running.delete(id));
  }
}

/** Never rejects. */
async function placeAgain(context: Needs, pool: EnginePool, id: string): Promise<void> {
  const { db, budget, clock, logger } = context;
  try {
    const row = await findSession(db, { id, workspace_id: null });
    if (!row) return;
    const { session, isNewLease } = await pool.place(id, {
      proxy: storedProxy(context.cipher, row),
      isPatient: false,
    });
    // As a restart by the engine itself: it is counted, and never refused.
    if (isNewLease) await budget.note(id, 'browser_start', [clock()]);
    await recordEngineSession(context, row, session);
  } catch (error) {
    if (error instanceof SessionNotFound) return;
    if (isEngineError(error) && NOT_NOW.has(error.code)) return;
    logger.warn({ err: error, session_id: id }, 'Placing a session again failed, retrying');
  }
}
