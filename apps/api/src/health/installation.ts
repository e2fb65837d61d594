import type { SystemApi } from '@grabber/contracts/api/service/system';
import type { EngineReport } from '@grabber/contracts/engine/report';
import { VERSION } from '@grabber/contracts/version';
import type { Database } from '@grabber/database/connection/open-database';
import { countJobs } from '@grabber/database/connection/queue-counts';
import { readMigrations } from '@grabber/database/connection/server-state';
import type { EngineClient } from '@grabber/engine-client';
import { isEngineError } from '@grabber/engine-client/engine-error';
import { cacheBriefly } from '@grabber/primitives/cache-briefly';
import { withTimeout } from '@grabber/primitives/deadline';

const ASK_TIMEOUT_MS = 1_500;
/** However many screens are open: the queues are counted once in this time. */
const CACHE_MS = 2_000;
const MS_PER_SECOND = 1_000;
const PLACES_OF_LATENCY = 1;

/** What an engine said, or why it did not. */
export type AskedEngine =
  | { readonly report: EngineReport }
  | { readonly report: null; readonly isReachable: boolean; readonly errorCode: string };

/** The numbers of the installation, for people. Neither rejects. */
export type Installation = {
  engines(): Promise<readonly AskedEngine[]>;
  api(): Promise<SystemApi>;
};

export function createInstallation({
  db,
  engine,
  replicas,
}: {
  readonly db: Database;
  readonly engine: Pick<EngineClient, 'report'>;
  readonly replicas: () => number;
}): Installation {
  return {
    engines: cacheBriefly(async () => [await askEngine(engine)], CACHE_MS),
    api: cacheBriefly(() => describeApi(db, replicas()), CACHE_MS),
  };
}

async function askEngine(engine: Pick<EngineClient, 'report'>): Promise<AskedEngine> {
  try {
    return { report: await engine.report({ timeoutMs: ASK_TIMEOUT_MS }) };
  } catch (error) {
    const errorCode = isEngineError(error) ? error.code : 'ENGINE_FAULT';
    const isReachable = errorCode !== 'ENGINE_UNREACHABLE' && errorCode !== 'ENGINE_TIMEOUT';
    return { report: null, isReachable, errorCode };
  }
}

async function describeApi(db: Database, replicas: number): Promise<SystemApi> {
  const [latency, migrations, jobs] = await Promise.all([
    nullOnFailure(latencyOf(db)),
    nullOnFailure(readMigrations(db)),
    nullOnFailure(countJobs(db)),
  ]);
  const pools = { requests: db.pool, grabs: db.grabPool, reserved: db.reserved.pool };
  return {
    version: VERSION,
    started_at: new Date(Date.now() - process.uptime() * MS_PER_SECOND).toISOString(),
    memory_bytes: process.memoryUsage.rss(),
    replicas,
    database: {
      latency_ms: latency,
      pools: Object.entries(pools).map(([name, pool]) => ({
        name,
        used: pool.totalCount - pool.idleCount,
        idle: pool.idleCount,
        waiting: pool.waitingCount,
        limit: pool.options.max ?? 0,
      })),
      migrations,
    },
    queues:
      jobs?.map(({ oldest_waiting, ...counts }) => ({
        ...counts,
        oldest_waiting_at: oldest_waiting?.toISOString() ?? null,
      })) ?? null,
  };
}

/** Of the second of two statements: the first one may have to open the connection. */
async function latencyOf(db: Database): Promise<number> {
  await db.probe('SELECT 1');
  const start = performance.now();
  await db.probe('SELECT 1');
  return Number((performance.now() - start).toFixed(PLACES_OF_LATENCY));
}

/** The database being away is what the health says; the rest of the numbers still counts. */
function nullOnFailure<T>(work: Promise<T>): Promise<T | null> {
  return withTimeout(work, ASK_TIMEOUT_MS, () => new Error('no answer in time')).catch(() => null);
}
