import type { EngineIdentity } from '@grabber/contracts/engine/lease';
import type { ErrorCode } from '@grabber/contracts/error-codes';
import { hasLeftSeveral, listLeft, noteAlone } from '@grabber/database/placements/leave-several';
import type { KnownPlacement } from '@grabber/database/placements/placement-row';
import { findSession } from '@grabber/database/sessions/sessions';
import { isEngineError } from '@grabber/engine-client/engine-error';
import type { Context } from '../../context.ts';
import { createCopySearch } from '../../engines/find-copies.ts';
import { type LoneEngine, neededCopy } from '../../engines/lone-engine.ts';
import { storedProxy } from '../../mappers/stored-proxy.ts';
import { recordEngineSession } from '../../sessions/record-engine-session.ts';

/** Sessions that one round starts. */
const MOST = 5;
/** Those that cannot start do not hold up the others. */
const LOOKED_AT = 100;
/** A session that cannot start is left alone for so long. */
const AFTER_FAILURE_MS = 30_000;

/** The engine takes no session now. */
const NOT_NOW: ReadonlySet<ErrorCode> = new Set([
  'ENGINE_FULL',
  'SHUTTING_DOWN',
  'ENGINE_UNREACHABLE',
  'ENGINE_TIMEOUT',
]);

type Needs = Pick<Context, 'db' | 'clock' | 'cipher' | 'budget' | 'logger'>;

/**
 * Starts the sessions again that ran where there were several engines, now that there is one: it does not restore by
 * itself what ran under a lease. Those whose profile was on another engine come from their current copy; without one they
 * wait for a person. Throws EngineError and the errors of `pg`; what fails at a session is logged, and tried again later.
 */
export function createResume(
  context: Needs,
  { client, rules }: LoneEngine,
): (signal: AbortSignal) => Promise<void> {
  const { db, logger } = context;
  const failedUntil = new Map<string, number>();
  const copies = createCopySearch({ db, rules, logger, pick: () => client });

  return async (signal) => {
    if (!(await hasLeftSeveral(db, { away_seconds: rules.awaySeconds }))) return;
    const identity = await client.identity();
    copies.begin();
    const free = identity.holds.filter((hold) => hold.has_browser && !hold.is_leased);
    const left = await listLeft(db, {
      engine_id: identity.engine_id,
      free: free.map(({ session_id }) => session_id),
      margin_seconds: rules.marginSeconds,
      most: LOOKED_AT,
    });
    let started = 0;
    for (const placement of left) {
      const { session_id } = placement;
      if (signal.aborted || started >= MOST) return;
      if ((failedUntil.get(session_id) ?? 0) > performance.now()) continue;
      try {
        if (await resume(context, client, identity, placement)) started += 1;
      } catch (err) {
        if (isEngineError(err) && NOT_NOW.has(err.code)) return;
        failedUntil.set(session_id, performance.now() + AFTER_FAILURE_MS);
        logger.warn({ err, session_id }, 'Resuming a session on the only engine failed, retrying');
      }
    }
  };
}

/** Whether a browser was started. */
async function resume(
  context: Needs,
  client: LoneEngine['client'],
  identity: EngineIdentity,
  placement: KnownPlacement,
): Promise<boolean> {
  const { db, budget, clock, logger } = context;
  const { session_id, generation } = placement;
  const { engine_id } = identity;
  const hold = identity.holds.find((one) => one.session_id === session_id);
  if (hold?.has_browser) {
    // Under a lease that no process prolongs any more it ends soon.
    if (!hold.is_leased) await noteAlone(db, { session_id, generation, engine_id });
    return false;
  }
  const needed = neededCopy(placement, identity);
  const row = await findSession(db, { id: session_id, workspace_id: null });
  if (needed === 'missing' || !row) return false;
  const proxy = storedProxy(context.cipher, row);
  const restore = needed === 'none' ? {} : { restore: needed };
  const session = await client.startSession(session_id, { proxy, ...restore });
  // As a restart by the engine itself: it is counted, and never refused.
  if (await noteAlone(db, { session_id, generation, engine_id })) {
    await budget.note(session_id, 'browser_start', [clock()]);
    logger.info({ session_id, restored: needed !== 'none' }, 'Session resumed on the only engine');
  }
  await recordEngineSession(context, row, session);
  return true;
}
