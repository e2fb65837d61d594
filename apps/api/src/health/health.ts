import type { ApiHealth } from '@grabber/contracts/api/service/health';
import type { Database } from '@grabber/database/connection/open-database';
import { readServerState, type ServerState } from '@grabber/database/connection/server-state';
import type { EngineClient } from '@grabber/engine-client';
import { cacheBriefly } from '@grabber/primitives/cache-briefly';
import { withTimeout } from '@grabber/primitives/deadline';
import { checkOutcome } from '@grabber/service-kit/health';
import type { Logger } from 'pino';

/** Together shorter than the timeout of the containers' health check. */
const CHECK_TIMEOUT_MS = 1_500;
/** However many callers ask: a check costs a query and two calls to the engine. */
const CACHE_MS = 1_000;
/** So long the connections may fail while new ones work, before a restart is the only way out. */
const STUCK_MS = 60_000;
/** A disk counts as full for so long after a statement failed because of it. */
const DISK_FULL_MS = 60_000;

/** The parts beside the database, by the names in answers and metrics. */
export const HEALTH_PARTS = ['engine', 'read_only', 'disk', 'schema'] as const;

type Readiness = Required<ApiHealth>;

/** Whether the process must be restarted, and whether it can answer requests. Neither rejects. */
export type Health = {
  /** False: no statement works, though the database answers new connections. */
  isLive(): Promise<boolean>;
  readiness(): Promise<Readiness>;
};

type Options = {
  readonly db: Database;
  readonly engine: Pick<EngineClient, 'ready' | 'listSessions'>;
  readonly logger: Logger;
  readonly stuckMs?: number;
};

export function createHealth({ db, engine, logger, stuckMs = STUCK_MS }: Options): Health {
  let lastStatus: Readiness['status'] = 'ok';

  function logChange({ status, checks }: Readiness): void {
    if (status === lastStatus) return;
    lastStatus = status;
    if (status === 'ok') logger.info({ status }, 'Health restored');
    else logger.warn({ status, checks }, 'Health changed');
  }

  async function readiness(): Promise<Readiness> {
    let state: ServerState | undefined;
    const readState = async () => {
      state = await readServerState(db);
    };
    const [database, ofEngine] = await Promise.all([
      checkOutcome(readState, CHECK_TIMEOUT_MS),
      checkOutcome(() => askEngine(engine), CHECK_TIMEOUT_MS),
    ]);
    const checks = { database, engine: ofEngine, ...partsOf(state), disk: diskOf(db) };
    const isDegraded = Object.values(checks).some((outcome) => outcome !== 'ok');
    const status = database === 'ok' ? (isDegraded ? 'degraded' : 'ok') : 'unavailable';
    const report: Readiness = { status, checks };
    logChange(report);
    return report;
  }

  return {
    isLive: cacheBriefly(createLiveness(db, stuckMs), CACHE_MS),
    readiness: cacheBriefly(readiness, CACHE_MS),
  };
}

/** A database that is away or read-only does not count: a restart would not bring it back. */
function createLiveness(db: Database, stuckMs: number): () => Promise<boolean> {
  let stuckSince: number | undefined;
  return async () => {
    const works = await succeeds(db.ping());
    const isStuck = !works && (await succeeds(db.pingAfresh()));
    const { answeredAt } = db.signs();
    if (!isStuck || answeredAt > (stuckSince ?? Number.POSITIVE_INFINITY)) stuckSince = undefined;
    else stuckSince ??= performance.now();
    return stuckSince === undefined || performance.now() - stuckSince < stuckMs;
  };
}

async function succeeds(work: Promise<void>): Promise<boolean> {
  const late = () => new Error('no answer in time');
  return withTimeout(work, CHECK_TIMEOUT_MS, late).then(
    () => true,
    () => false,
  );
}

async function askEngine(engine: Options['engine']): Promise<void> {
  await engine.ready({ timeoutMs: CHECK_TIMEOUT_MS });
  // The engine's health route needs no secret. This call also checks ENGINE_SECRET.
  await engine.listSessions({ timeoutMs: CHECK_TIMEOUT_MS });
}

function partsOf(state: ServerState | undefined): Record<string, string> {
  if (!state) return {};
  return {
    read_only: state.isReadOnly ? 'DATABASE_READ_ONLY' : 'ok',
    schema: state.schema === 'current' ? 'ok' : state.schema,
  };
}

function diskOf(db: Database): string {
  const { diskFullAt } = db.signs();
  const isFull = diskFullAt !== null && performance.now() - diskFullAt < DISK_FULL_MS;
  return isFull ? 'DATABASE_FULL' : 'ok';
}
