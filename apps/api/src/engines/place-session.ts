import type { EngineSession, RestoreBundle } from '@grabber/contracts/engine/session';
import type { GivenProxy } from '@grabber/contracts/proxy';
import {
  type Acquired,
  acquireLease,
  giveBackLease,
  type Lease,
} from '@grabber/database/placements/acquire-lease';
import { isEngineError } from '@grabber/engine-client/engine-error';
import { pause } from '@grabber/primitives/abort';
import { asSeen, type KnownEngines, type SeenOne } from './known-engines.ts';
import {
  asMoving,
  isOvertaken,
  isRefusal,
  noEngine,
  noRoom,
  sessionIsMoving,
  sessionWaits,
} from './placement-errors.ts';
import type { MoveReason } from './placement-observer.ts';
import type { PoolParts } from './pool-parts.ts';

const LOOK_AGAIN_MS = 250;
const MAX_TRIES = 4;

export type StartOptions = {
  readonly proxy?: GivenProxy | null;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Waits for another process that starts the session. Default: true. */
  readonly isPatient?: boolean;
  /** A person wants the last stored copy, though its engine has a newer profile. */
  readonly restoreOlder?: boolean;
};

export type Started = { readonly session: EngineSession; readonly isNewLease: boolean };

/**
 * Starts a session where it may run: on the engine that has it, or on another one when the lease of that is over. Throws
 * SESSION_MOVING, SESSION_WAITS_FOR_ENGINE, ENGINE_FULL, EngineError and SessionNotFound.
 */
export async function placeSession(
  parts: PoolParts,
  sessionId: string,
  options: StartOptions,
): Promise<Started> {
  const { db, engines, rules, observer } = parts;
  const patienceMs = options.isPatient === false ? 0 : rules.startPatienceMs;
  const patientUntil = performance.now() + patienceMs;
  for (let tries = 1; ; ) {
    await engines.probe(rules.probeMs);
    // Before the lease is written: the engine's time must not begin after the database's.
    const seen = engines.seen();
    const acquired = await acquireLease(db, {
      session_id: sessionId,
      engines: seen.map((one) => asSeen(one, sessionId)),
      lease_seconds: rules.leaseSeconds,
      margin_seconds: rules.marginSeconds,
      ...(options.restoreOlder && { restore_older: true }),
    });
    if (acquired.kind === 'starting' && performance.now() < patientUntil) {
      await pause(LOOK_AGAIN_MS, options.signal ? { signal: options.signal } : {});
      options.signal?.throwIfAborted();
      await engines.probe();
      continue;
    }
    if (acquired.kind !== 'held' && acquired.kind !== 'taken') throw whyNot(acquired);
    const engine = seen.find(
      ({ reading }) => reading.identity.engine_id === acquired.lease.engine_id,
    );
    if (!engine) throw sessionIsMoving();
    try {
      const session = await startOn(parts, engine, acquired, options);
      const moved = acquired.kind === 'taken' ? whyMoved(acquired, seen) : null;
      if (moved) observer.onMoved(moved);
      return { session, isNewLease: acquired.kind === 'taken' };
    } catch (error) {
      if (acquired.kind === 'taken' && isRefusal(error))
        await giveBackLease(db, acquired.lease, acquired.before);
      if (!isOvertaken(error) || tries >= MAX_TRIES) throw asMoving(error);
      tries += 1;
      await engines.probe();
      noteFull(engines, engine, error);
    }
  }
}

function whyNot(acquired: Exclude<Acquired, { kind: 'held' | 'taken' }>): Error {
  switch (acquired.kind) {
    case 'starting':
      return sessionIsMoving();
    case 'moving':
      return sessionIsMoving(acquired.after_seconds);
    case 'waits':
      return sessionWaits();
    case 'full':
      return noRoom();
    case 'no_engine':
      return noEngine();
  }
}

/** Null: it has the same engine as before, or had none. */
function whyMoved(
  { lease, before }: Extract<Acquired, { kind: 'taken' }>,
  seen: readonly SeenOne[],
): MoveReason | null {
  if (before.engine_id === null || before.engine_id === lease.engine_id) return null;
  const own = seen.find(({ reading }) => reading.identity.engine_id === before.engine_id);
  if (own) return own.reading.identity.draining ? 'drained' : 'full';
  // The lease of one that has drained was ended, and the lease of one that died has run out.
  return before.expires_at === null ? 'drained' : 'dead';
}

async function startOn(
  { rules, logger }: PoolParts,
  engine: SeenOne,
  acquired: Extract<Acquired, { kind: 'held' | 'taken' }>,
  { proxy, timeoutMs, signal }: StartOptions,
): Promise<EngineSession> {
  const { lease } = acquired;
  const { identity } = engine.reading;
  // An engine that drains refuses every start, also of what still runs.
  if (acquired.kind === 'held' && identity.draining)
    return engine.client.getSession(lease.session_id, { timeoutMs, signal });
  const restore: RestoreBundle | null = acquired.kind === 'taken' ? acquired.restore : null;
  if (acquired.kind === 'taken') {
    const { session_id, engine_id, generation } = lease;
    const moved = { from_engine_id: acquired.before.engine_id, restored: restore !== null };
    logger.info({ session_id, engine_id, generation, ...moved }, 'Session placed on an engine');
  }
  const session = await engine.client.startSession(lease.session_id, {
    ...(proxy !== undefined && { proxy }),
    ...(restore && { restore }),
    lease: {
      boot_id: identity.boot_id,
      generation: lease.generation,
      until_ms: rules.untilMs(identity.now_ms),
    },
    timeoutMs,
    signal,
  });
  noteStarted(engine, lease, acquired.kind === 'taken');
  return session;
}

/** Until the engine is asked again, it counts as running the session. */
function noteStarted({ reading }: SeenOne, lease: Lease, isNew: boolean): void {
  const { session_id, generation } = lease;
  const before = reading.holds.get(session_id);
  if (isNew && !before?.has_browser) reading.started += 1;
  reading.holds.set(session_id, {
    is_linked: false,
    bundle_generation: 0,
    ...before,
    session_id,
    generation,
    is_leased: true,
    has_browser: true,
    bundle_is_current: false,
    // It was said of an earlier lease.
    link: null,
  });
}

/** It may count its room in another way than we do. */
function noteFull(engines: KnownEngines, { address }: SeenOne, error: unknown): void {
  if (!isEngineError(error) || error.code !== 'ENGINE_FULL') return;
  const engine = engines.list().find((one) => one.address === address);
  if (engine?.reading) engine.reading.started = Number.POSITIVE_INFINITY;
}
