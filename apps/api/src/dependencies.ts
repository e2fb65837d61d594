import { availableParallelism } from 'node:os';
import { isDatabaseReadOnly } from '@grabber/database/connection/database-errors';
import { CodeTooOld, MigrationBlocked, migrate } from '@grabber/database/connection/migrate';
import { type Database, openDatabase } from '@grabber/database/connection/open-database';
import {
  checkServer,
  whyNotDatabaseUrl,
  whyUnusable,
} from '@grabber/database/connection/why-unusable';
import { listEndedGrabs } from '@grabber/database/grabs/find-grabs';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import { createFairSemaphore } from '@grabber/primitives/fair-semaphore';
import { ConfigError } from '@grabber/service-kit/environment';
import { createLogger } from '@grabber/service-kit/logger';
import type { Logger } from 'pino';
import type { AppOptions } from './app.ts';
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
import { createGrabWork } from './jobs/grab-work.ts';
import { createKeyUseWork } from './jobs/key-use-work.ts';
import { createLeaseWork, createOldProfileWork, createResumeWork } from './jobs/lease-work.ts';
import { createReplicaWork } from './jobs/replica-work.ts';
import { createRetentionWork } from './jobs/retention-work.ts';
import { createScheduleWork } from './jobs/schedule-work.ts';
import { createSleepWork } from './jobs/sleep-work.ts';
import { createWebhookWork } from './jobs/webhook-jobs.ts';
import { createApiMetrics } from './metrics/api-metrics.ts';
import { createPlacementCounters, type PlacementCounters } from './metrics/placement-metrics.ts';
import { openEngines } from './open-engines.ts';
import { basePath } from './plugins/console-cookie.ts';
import { createWhatsAppBudget } from './sessions/whatsapp-budget.ts';
import { applyRetention, type Retention } from './use-cases/contacts/apply-retention.ts';
import { refoldSearches } from './use-cases/contacts/refold-searches.ts';
import { failAbandonedGrabs, recoverGrabs } from './use-cases/grabs/recover-grabs.ts';
import { runDurableGrab } from './use-cases/grabs/run-durable-grab.ts';
import { runDueSchedules } from './use-cases/schedules/run-due-schedules.ts';
import { putSessionsToSleep, wakeDueSession } from './use-cases/sessions/keep-sessions-asleep.ts';
import { keepSessionsPlaced } from './use-cases/sessions/keep-sessions-placed.ts';
import { createResume } from './use-cases/sessions/resume-on-one-engine.ts';
import { createAddressPolicy } from './webhooks/address-policy.ts';
import { deliverStream } from './webhooks/deliver-stream.ts';
import { WEBHOOK_RETRY, type WebhookSending } from './webhooks/webhook-sending.ts';

/** Postgres itself ends a statement of a grab that is so long over its deadline. */
const GRAB_STATEMENT_MARGIN_MS = 30_000;
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
const MAX_CONNECTIONS = 32;
/** Answers of grabs. More of them wait: their grab is stored, so they must not be refused. */
const MAX_STREAMED_GRABS = 4;
/** A revoked key receives events for at most this long. */
const EVENT_CHECK_MS = 15_000;

const SUGGESTED_RETENTION =
  'Inactive contacts are kept without limit. CONTACT_RETENTION_DAYS=365 deletes them a year after they were last seen';

const MIGRATION_WAITS =
  'The database upgrade waits for a table that another connection uses; it is tried again';

const NO_DATABASE =
  'DATABASE_URL is not set. Set it to a Postgres, or use `npm start` or `npm run api`, which run one.';
const READ_ONLY =
  'The database of DATABASE_URL is read-only, and its tables are older than this version. Start once while it takes writes.';

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

/** The work that the process does without a request. */
function backgroundWorks(context: Context, config: Config) {
  const { jobs, logger } = context;
  const { retentionDays: webhookDays, maxEvents: webhookEvents } = config.webhooks;
  const retention: Retention = {
    ...config.retention,
    auditDays: config.auditRetentionDays,
    webhookDays,
    webhookEvents,
  };
  if (retention.contactDays === null) logger.info(SUGGESTED_RETENTION);
  const { pool, lone } = context;
  return [
    context.replicas,
    ...(pool === null
      ? []
      : [
          createLeaseWork(pool, logger, (signal) => keepSessionsPlaced(context, pool, signal)),
          createOldProfileWork(pool, logger),
        ]),
    ...(lone ? [createResumeWork(logger, createResume(context, lone))] : []),
    createGrabWork({
      jobs,
      logger,
      recover: () => recoverGrabs(context),
      failAbandoned: () => failAbandonedGrabs(context),
    }),
    createScheduleWork(logger, (signal) => runDueSchedules(context, signal)),
    createSleepWork(logger, {
      putToSleep: () => putSessionsToSleep(context),
      wake: (signal) => wakeDueSession(context, signal),
    }),
    createRetentionWork(logger, async (signal) => {
      await refoldSearches(context, signal);
      await applyRetention(context, retention, signal);
    }),
    createWebhookWork({
      db: context.db,
      logger,
      deliver: (stream, signal) => deliverStream(context, stream, signal),
    }),
  ];
}

/** The migrated database of DATABASE_URL. Rejects with ConfigError when it is not set or cannot be used. */
export async function openStore(
  {
    databaseUrl,
    grabTimeoutMs,
    maxConcurrentGrabs,
  }: Pick<Config, 'databaseUrl' | 'grabTimeoutMs' | 'maxConcurrentGrabs'>,
  opened: AsyncDisposableStack,
  logger?: Logger,
): Promise<Database> {
  if (databaseUrl === undefined) throw new ConfigError([NO_DATABASE]);
  const problem = whyNotDatabaseUrl(databaseUrl);
  if (problem !== undefined) throw new ConfigError([`DATABASE_URL ${problem}.`]);
  const db = openDatabase(databaseUrl, {
    max: MAX_CONNECTIONS,
    maxGrabs: maxConcurrentGrabs,
    grabStatementTimeoutMs: grabTimeoutMs + GRAB_STATEMENT_MARGIN_MS,
  });
  opened.defer(() => db.close());
  try {
    await checkServer(db);
    await migrate(db, { onBlocked: () => logger?.warn(MIGRATION_WAITS) });
    return db;
  } catch (error) {
    if (error instanceof CodeTooOld || error instanceof MigrationBlocked)
      throw new ConfigError([error.message]);
    if (isDatabaseReadOnly(error)) throw new ConfigError([READ_ONLY]);
    const reason = whyUnusable(error, databaseUrl);
    if (reason === undefined) throw error;
    throw new ConfigError([`DATABASE_URL cannot be used: ${reason}.`]);
  }
}
