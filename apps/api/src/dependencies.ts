import { availableParallelism } from 'node:os';
import type { Database } from '@grabber/database/connection/open-database';
import { listEndedGrabs } from '@grabber/database/grabs/find-grabs';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import { createFairSemaphore } from '@grabber/primitives/fair-semaphore';
import { createLogger } from '@grabber/service-kit/logger';
import type { Logger } from 'pino';
import type { AppOptions } from './app.ts';
import { backgroundWorks } from './background-works.ts';
import type { Config } from './config.ts';
import { openConsole } from './console-files.ts';
import type { Context } from './context.ts';
import { startLiveEvents } from './events/live-events.ts';
import { createGrabAnswers } from './grabs/grab-answers.ts';
import { createGrabEvents } from './grabs/grab-events.ts';
import { createGrabQueue } from './grabs/grab-queue.ts';
import { createGrabWatch } from './grabs/grab-watch.ts';
import { createSharedRuns } from './grabs/shared-runs.ts';
import { createHealth } from './health/health.ts';
import { createInstallation } from './health/installation.ts';
import { loadAdminKeys, openCipher, openExclusionKey } from './installation-secrets.ts';
import { createAuditWork } from './jobs/audit-work.ts';
import { createGrabJobs, GRAB_RETRY, type GrabRetry, JOB_CARE } from './jobs/grab-jobs.ts';
import { createKeyUseWork } from './jobs/key-use-work.ts';
import { createReplicaWork } from './jobs/replica-work.ts';
import { createApiMetrics } from './metrics/api-metrics.ts';
import { createPlacementCounters, type PlacementCounters } from './metrics/placement-metrics.ts';
import { openEngines } from './open-engines.ts';
import { openStore } from './open-store.ts';
import { basePath } from './plugins/console-cookie.ts';
import { createWhatsAppBudget } from './sessions/whatsapp-budget.ts';
import { runDurableGrab } from './use-cases/grabs/run-durable-grab.ts';
import { createAddressPolicy } from './webhooks/address-policy.ts';
import { WEBHOOK_RETRY, type WebhookSending } from './webhooks/webhook-sending.ts';

/**
 * Lists. Each uses a database connection while its client reads. Lists, exports (up to 10), the answers of
 * grabs and the pages together never use all connections.
 */
const MAX_STREAMED_ANSWERS = 8;
/** Pages use a connection only while they are read. One workspace does not use all cores. */
const MAX_PAGE_READS = Math.min(8, Math.max(4, 2 * availableParallelism()));
/**
 * Pages that Postgres searches, counts or filters for: each keeps a core of the database busy for as long as it
 * takes. A workspace alone gets half, so that the plain pages of others find a free core.
 */
const MAX_COSTLY_READS = Math.max(2, availableParallelism());
/** Answers of grabs. More of them wait: their grab is stored, so they must not be refused. */
const MAX_STREAMED_GRABS = 4;
/** A revoked key receives events for at most this long. */
const EVENT_CHECK_MS = 15_000;

export type Dependencies = AppOptions & {
  /** Starts the background work: durable grabs and the retention. */
  readonly work: () => void;
  /** Closes connections. */
  readonly close: () => Promise<void>;
};

type Overrides = Partial<Context> & { readonly grabRetry?: GrabRetry };

/** Creates everything that the API works with. `overrides` is for tests. Throws ConfigError. */
export async function createDependencies(
  config: Config,
  { grabRetry = GRAB_RETRY, ...overrides }: Overrides = {},
): Promise<Dependencies> {
  const logger = overrides.logger ?? createLogger({ service: 'api', level: config.logLevel });
  const adminKeys = await loadAdminKeys(config, logger);
  await using opened = new AsyncDisposableStack();
  const db = overrides.db ?? (await openStore(config, opened, logger));
  const cipher = await openCipher(config, db);
  const exclusionKey = await openExclusionKey(config, db);
  const console = await openConsole(config.consoleDir, basePath(config));
  const placements = createPlacementCounters();
  const { engine, pool, lone } = await openEngines(config, { db, logger, observer: placements });
  opened.defer(() => engine.close());
  const clock = () => new Date();
  const budget = createWhatsAppBudget({ db, rules: config.budgetRules, logger });
  const events = startLiveEvents({ db, engine, logger, clock, budget }, config.workspaceLimits);
  opened.defer(() => events.close());
  const context: Context = {
    db,
    engine,
    pool,
    lone,
    logger,
    grabs: createSharedRuns<GrabRow>(),
    ...observation({ db, engine, logger }, placements),
    ...sharedBounds(config),
    events,
    eventCheckMs: EVENT_CHECK_MS,
    ...keyWorks({ db, engine, pool, clock, logger }, opened),
    budget,
    clock,
    cipher,
    exclusionKey,
    ...settings(config),
    watch: watchGrabs(db, logger),
    jobs: createGrabJobs({
      db,
      logger,
      retry: grabRetry,
      care: JOB_CARE,
      grabTimeoutMs: config.grabTimeoutMs,
      workers: config.maxDurableGrabs,
      run: (job) => runDurableGrab(context, job),
    }),
    ...overrides,
  };
  opened.defer(() => context.grabs.settled());
  const works = backgroundWorks(context, config);
  for (const work of works) opened.defer(() => work.stop());
  const resources = opened.move();
  const close = () => resources.disposeAsync();
  const work = () => {
    for (const each of works) each.start();
  };
  return { context, adminKeys, console, ...serverOptions(config), work, close };
}

function watchGrabs(db: Database, logger: Logger) {
  return createGrabWatch(
    (ids) => listEndedGrabs(db, ids),
    (error) => logger.warn({ err: error }, 'Looking for cancelled grabs failed'),
  );
}

/** What the HTTP server itself is told. */
function serverOptions({ appDebug: debug, ...config }: Config) {
  const { rateLimits, metricsKey, trustedProxies, maxConnectionsPerAddress, corsOrigins } = config;
  return { debug, rateLimits, metricsKey, trustedProxies, maxConnectionsPerAddress, corsOrigins };
}

/** What the process shows of itself: events of grabs, health, metrics. */
function observation(
  sources: Pick<Context, 'db' | 'engine' | 'logger'>,
  placements: PlacementCounters,
) {
  const grabEvents = createGrabEvents();
  const health = createHealth(sources);
  const metrics = createApiMetrics({ db: sources.db, health, grabEvents, placements });
  return { grabEvents, health, metrics };
}

/** What the workspaces share: grabs, and the answers that hold a database connection. */
function sharedBounds({ maxConcurrentGrabs, maxGrabRequests, workspaceLimits }: Config) {
  return {
    workspaceLimits,
    grabQueue: createGrabQueue(maxConcurrentGrabs),
    streams: createFairSemaphore({ total: MAX_STREAMED_ANSWERS }),
    reads: createFairSemaphore({ total: MAX_PAGE_READS }),
    costlyReads: createFairSemaphore({ total: MAX_COSTLY_READS }),
    // Like the lists, but for longer. A workspace alone gets half.
    exports: createFairSemaphore({ total: 2 * workspaceLimits.exports }),
    grabAnswers: createGrabAnswers({ places: maxGrabRequests, streams: MAX_STREAMED_GRABS }),
  };
}

/** The settings that use cases read. */
function settings(config: Config) {
  const { removalLimits, retention, grabTimeoutMs, closeGraceMs, publicUrl, sleep } = config;
  const contactRetentionDays = retention.contactDays;
  const webhooks = webhookSending(config);
  const retained = { removalLimits, contactRetentionDays };
  return { ...retained, grabTimeoutMs, closeGraceMs, publicUrl, sleep, webhooks };
}

/** How webhooks are sent. */
function webhookSending({ webhooks: { allowed, timeoutMs } }: Config): WebhookSending {
  return { policy: createAddressPolicy(allowed), timeoutMs, ...WEBHOOK_RETRY };
}

/** What is stored in the background of requests with a key, what their limits need, and who counts the processes. */
function keyWorks(
  parts: Pick<Context, 'db' | 'engine' | 'pool' | 'clock' | 'logger'>,
  opened: AsyncDisposableStack,
): Pick<Context, 'keyUses' | 'audit' | 'replicas' | 'installation'> {
  const keyUses = createKeyUseWork(parts);
  const audit = createAuditWork(parts);
  opened.defer(() => keyUses.stop());
  opened.defer(() => audit.stop());
  const replicas = createReplicaWork(parts);
  const installation = createInstallation({ ...parts, replicas: replicas.count });
  return { keyUses, audit, replicas, installation };
}
