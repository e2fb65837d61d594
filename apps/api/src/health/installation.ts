import type { SystemApi } from '@grabber/contracts/api/service/system';
import type { EngineReport } from '@grabber/contracts/engine/report';
import { VERSION } from '@grabber/contracts/version';
import type { Database } from '@grabber/database/connection/open-database';
import { countJobs } from '@grabber/database/connection/queue-counts';
import { readMigrations } from '@grabber/database/connection/server-state';
import { listEngines } from '@grabber/database/placements/engines';
import type { EngineClient } from '@grabber/engine-client';
import { isEngineError } from '@grabber/engine-client/engine-error';
import { cacheBriefly } from '@grabber/primitives/cache-briefly';
import { withTimeout } from '@grabber/primitives/deadline';
import type { EnginePool } from '../engines/engine-pool.ts';

const ASK_TIMEOUT_MS = 1_500;
/** However many screens are open: the queues are counted once in this time. */
const CACHE_MS = 2_000;
const MS_PER_SECOND = 1_000;
/** An engine that has been away for longer is most likely gone on purpose. */
const SHOWN_MS = 24 * 3_600_000;
const PLACES_OF_LATENCY = 1;

/** What an engine said, or why it did not. */
type Answer =
  | { readonly report: EngineReport }
  | { readonly report: null; readonly isReachable: boolean; readonly errorCode: string };

/** Which of several engines it is. Null: there is one. */
type Place = {
  readonly address: string;
  readonly draining: boolean;
  readonly heartbeatAt: Date | null;
};

export type AskedEngine = Answer & { readonly place: Place | null };

/** The numbers of the installation, for people. Neither rejects. */
export type Installation = {
  engines(): Promise<readonly AskedEngine[]>;
  api(): Promise<SystemApi>;
};

export function createInstallation({
  db,
  engine,
  pool,
  replicas,
}: {
  readonly db: Database;
  readonly engine: Pick<EngineClient, 'report'>;
  readonly pool: EnginePool | null;
  readonly replicas: () => number;
}): Installation {
  return {
    engines: cacheBriefly(
      async () => (pool ? askEngines(db, pool) : [{ ...(await askEngine(engine)), place: null }]),
      CACHE_MS,
    ),
    api: cacheBriefly(() => describeApi(db, replicas()), CACHE_MS),
  };
}

async function askEngine(engine: Pick<EngineClient, 'report'>): Promise<Answer> {
  try {
    return { report: await engine.report({ timeoutMs: ASK_TIMEOUT_MS }) };
  } catch (error) {
    const errorCode = isEngineError(error) ? error.code : 'ENGINE_FAULT';
    const isReachable = errorCode !== 'ENGINE_UNREACHABLE' && errorCode !== 'ENGINE_TIMEOUT';
    return { report: null, isReachable, errorCode };
  }
}

/** Those at the addresses of the settings, then those that were seen within a day and are at none of them. */
async function askEngines(db: Database, { engines }: EnginePool): Promise<AskedEngine[]> {
  const stored = (await nullOnFailure(listEngines(db))) ?? [];
  const rowOf = new Map(stored.map((row) => [row.address, row]));
  const known = engines.list();
  const asked = await Promise.all(
    known.map(async ({ address, client, reading }) => {
      const row = rowOf.get(address);
      const draining = reading?.identity.draining ?? row?.draining ?? false;
      const heartbeatAt = row?.heartbeat_at ?? null;
      return { ...(await askEngine(client)), place: { address, draining, heartbeatAt } };
    }),
  );
  const shown = new Set(known.map(({ address }) => address));
  const away = stored
    .filter((row) => !shown.has(row.address) && isRecent(row.heartbeat_at))
    .map(({ address, draining, heartbeat_at: heartbeatAt }) => ({
      ...AWAY,
      place: { address, draining, heartbeatAt },
    }));
  return [...asked, ...away];
}

const AWAY = { report: null, isReachable: false, errorCode: 'ENGINE_UNREACHABLE' } as const;

function isRecent(at: Date): boolean {
  return Date.now() - at.getTime() < SHOWN_MS;
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
