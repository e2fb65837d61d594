import type { EngineSession } from '@grabber/contracts/engine/session';
import type { ErrorCode } from '@grabber/contracts/error-codes';
import { noteUnlinked } from '@grabber/database/placements/old-profiles';
import {
  findPlacement,
  forgetProfile,
  setWanted,
} from '@grabber/database/placements/placement-row';
import type { EngineClient } from '@grabber/engine-client';
import { EngineError, isEngineError } from '@grabber/engine-client/engine-error';
import { type Found, findEngine, listSleepers } from './find-engine.ts';
import { engineId } from './known-engines.ts';
import { placeSession, type StartOptions } from './place-session.ts';
import { asAway, isEndedByDrain, sessionIsMoving } from './placement-errors.ts';
import type { PoolParts } from './pool-parts.ts';

/** A start is over by then, one way or the other. */
const CONNECTING_SECONDS = 120;

export type SessionCalls = Pick<
  EngineClient,
  | 'startSession'
  | 'getSession'
  | 'stopSession'
  | 'sleepSession'
  | 'getQr'
  | 'requestPairingCode'
  | 'read'
> & {
  /** Starts a session, and answers whether that was under a new lease. */
  place(sessionId: string, options: StartOptions): ReturnType<typeof placeSession>;
  /** The lease under which a session runs. Throws SESSION_MOVING when there is none, and as `read` does. */
  generationOf(sessionId: string): Promise<number>;
  /** A linked session was started a moment ago, perhaps on another engine, or is about to be: it will be connected soon. */
  isMoving(sessionId: string): Promise<boolean>;
};

/** The requests about one session: each goes to the engine that has its lease, with the generation of that. */
export function sessionCalls(parts: PoolParts): SessionCalls {
  const { db } = parts;
  const find = (id: string) => findEngine(parts, id);
  const place = (id: string, options: StartOptions) => placeSession(parts, id, options);

  async function onEngine<T>(id: string, work: (found: Found) => Promise<T>): Promise<T> {
    try {
      return await work(await find(id));
    } catch (error) {
      throw asAway(error);
    }
  }

  return {
    place,
    startSession: async (id, options = {}) => (await place(id, options)).session,
    async getSession(id, call) {
      try {
        const { engine } = await find(id);
        return await engine.client.getSession(id, call);
      } catch (error) {
        const asleep = await ifElsewhere(parts, id, error);
        if (asleep) return asleep;
        throw asAway(error);
      }
    },
    stopSession: (id, options = {}) => stopSession(parts, id, options, onEngine),
    async sleepSession(id, call) {
      const slept = await onEngine(id, ({ engine, generation }) =>
        engine.client.sleepSession(id, { ...call, generation }),
      );
      await setWanted(db, { session_id: id, wanted: false });
      return slept;
    },
    getQr: (id, call) =>
      onEngine(id, ({ engine, generation }) => engine.client.getQr(id, { ...call, generation })),
    requestPairingCode: (id, phoneNumber, call) =>
      onEngine(id, ({ engine, generation }) =>
        engine.client.requestPairingCode(id, phoneNumber, { ...call, generation }),
      ),
    read: (request) => readFrom(parts, request),
    isMoving: (id) => isMoving(parts, id),
    async generationOf(id) {
      const { generation } = await find(id);
      if (generation === undefined) throw sessionIsMoving();
      return generation;
    },
  };
}

async function* readFrom(
  parts: PoolParts,
  request: Parameters<EngineClient['read']>[0],
): ReturnType<EngineClient['read']> {
  let found: Found | undefined;
  try {
    found = await findEngine(parts, request.sessionId);
    const { engine, generation } = found;
    yield* engine.client.read({ generation, ...request });
  } catch (error) {
    const comesBack =
      found !== undefined &&
      isEndedByDrain(error) &&
      ((await isDraining(parts, found)) || (await isMoving(parts, request.sessionId)));
    throw comesBack ? sessionIsMoving(undefined, error) : asAway(error);
  }
}

async function isMoving({ db }: PoolParts, id: string): Promise<boolean> {
  const placement = await findPlacement(db, id);
  if (!placement?.is_linked || !placement.wants_browser) return false;
  if (!placement.is_leased) return true;
  return placement.generation > 1 && placement.placed_seconds < CONNECTING_SECONDS;
}

/** Asks again: the session is ended before anything else is known of the engine's stop. */
async function isDraining({ engines }: PoolParts, { engine }: Found): Promise<boolean> {
  await engines.probe();
  const now = engines.list().find(({ address }) => address === engine.address);
  return now?.reading?.identity.draining ?? true;
}

/** The session that its own engine does not have: it sleeps, and another engine can wake it. */
async function ifElsewhere(
  parts: PoolParts,
  id: string,
  error: unknown,
): Promise<EngineSession | undefined> {
  if (!isEngineError(error)) return undefined;
  if (error.code !== 'SESSION_NOT_FOUND' && error.code !== 'SESSION_MOVING') return undefined;
  const seen = parts.engines.seen().map(engineId);
  return (await listSleepers(parts, { seen, id }))[0];
}

/** A logout needs the browser, which runs under a lease alone. */
async function stopSession(
  parts: PoolParts,
  id: string,
  options: NonNullable<Parameters<EngineClient['stopSession']>[1]>,
  onEngine: <T>(id: string, work: (found: Found) => Promise<T>) => Promise<T>,
): Promise<Awaited<ReturnType<EngineClient['stopSession']>>> {
  const { db } = parts;
  if (options.logout && (await needsStart(parts, id))) await startToUnlink(parts, id);
  try {
    const stopped = await onEngine(id, ({ engine, generation }) =>
      engine.client.stopSession(id, { ...options, generation }),
    );
    if (stopped.device_unlinked) await noteUnlinked(db, id);
    if (options.logout) await forgetProfile(db, id);
    else await setWanted(db, { session_id: id, wanted: false });
    return stopped;
  } catch (error) {
    if (options.logout && isRemoved(error)) await forgetProfile(db, id);
    throw error;
  }
}

/** What a start answers where no copy of the profile can be read any more. */
const NO_PROFILE: ReadonlySet<ErrorCode> = new Set([
  'BUNDLE_NOT_FOUND',
  'BUNDLE_DAMAGED',
  'BUNDLE_KEY_UNKNOWN',
]);

/** Without its profile nothing here can unlink the device. The session is forgotten, so that a scan can link it again. */
async function startToUnlink(parts: PoolParts, id: string): Promise<void> {
  try {
    await placeSession(parts, id, {});
  } catch (cause) {
    if (!isEngineError(cause) || !NO_PROFILE.has(cause.code)) throw cause;
    await forgetProfile(parts.db, id);
    const message =
      'No copy of the profile can be read, so the device cannot be unlinked. Remove it on the phone, under Linked devices. The next start shows a QR code.';
    throw new EngineError('LOGOUT_NOT_CONFIRMED', message, { cause });
  }
}

/** The engine has removed the session all the same, or has not had it. A copy is no longer there, either. */
function isRemoved(error: unknown): boolean {
  if (!isEngineError(error)) return false;
  return error.code === 'LOGOUT_NOT_CONFIRMED' || error.code === 'SESSION_NOT_FOUND';
}

/** It is linked and has no browser: on its engine, or asleep with a copy that another one can start. */
async function needsStart(parts: PoolParts, id: string): Promise<boolean> {
  try {
    const { engine } = await findEngine(parts, id);
    const hold = engine.reading.holds.get(id);
    return hold?.is_linked === true && !hold.has_browser;
  } catch (error) {
    return (await ifElsewhere(parts, id, error)) !== undefined;
  }
}
