import { join } from 'node:path';
import { isDatabaseUnavailable } from '@grabber/database/connection/database-errors';
import { CodeTooOld, MigrationBlocked, migrate } from '@grabber/database/connection/migrate';
import { type Database, openDatabase } from '@grabber/database/connection/open-database';
import { listEndedGrabs } from '@grabber/database/grabs/find-grabs';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import { createEngineClient } from '@grabber/engine-client';
import { createKeyedSemaphore } from '@grabber/primitives/keyed-semaphore';
import { createSemaphore } from '@grabber/primitives/semaphore';
import { ConfigError } from '@grabber/service-kit/environment';
import { createLogger } from '@grabber/service-kit/logger';
import { loadOrCreateSecret } from '@grabber/service-kit/secret-file';
import type { Logger } from 'pino';
import type { AppOptions } from './app.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { startLiveEvents } from './events/live-events.ts';
import { createGrabAnswers } from './grabs/grab-answers.ts';
import { createGrabEvents } from './grabs/grab-events.ts';
import { createGrabQueue } from './grabs/grab-queue.ts';
import { createGrabWatch } from './grabs/grab-watch.ts';
import { createSharedRuns } from './grabs/shared-runs.ts';
import { createGrabJobs, GRAB_RETRY, type GrabRetry, JOB_CARE } from './jobs/grab-jobs.ts';
import { createGrabWork } from './jobs/grab-work.ts';
import { createKeyUseWork } from './jobs/key-use-work.ts';
import { createRetentionWork } from './jobs/retention-work.ts';
import { applyRetention, type Retention } from './use-cases/contacts/apply-retention.ts';
import { failAbandonedGrabs, recoverGrabs } from './use-cases/grabs/recover-grabs.ts';
import { runDurableGrab } from './use-cases/grabs/run-durable-grab.ts';

/** Shorter than the time that a process has to close. */
const CLOSE_GRACE_MS = 15_000;
/** Each grab uses a database connection and a read on the engine. */
const MAX_CONCURRENT_GRABS = 20;
/**
 * Lists. Each uses a database connection while its client reads. Lists, exports and the answers of
 * grabs use at most 18 of the 20 connections.
 */
const MAX_STREAMED_ANSWERS = 8;
/** Like the streamed answers, but for longer: one key must not use all of them. */
const MAX_EXPORTS = { total: 6, perKey: 3 };
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
  const { dataDir } = config;
  const engineSecret =
    config.engineSecret ?? (await loadOrCreateSecret({ dataDir, name: 'engine-secret' })).secret;
  const adminKey = config.adminApiKey ?? (await generatedAdminKey(dataDir, logger));
  await using opened = new AsyncDisposableStack();
  const db = overrides.db ?? (await openStore(config, opened, logger));
  const engine = createEngineClient({ url: config.engineUrl, secret: engineSecret });
  opened.defer(() => engine.close());
  const clock = () => new Date();
  const events = startLiveEvents({ db, engine, logger, clock });
  opened.defer(() => events.close());
  const keyUses = createKeyUseWork({ db, clock, logger });
  opened.defer(() => keyUses.stop());
  const context: Context = {
    db,
    engine,
    logger,
    grabs: createSharedRuns<GrabRow>(),
    grabQueue: createGrabQueue(MAX_CONCURRENT_GRABS),
    grabEvents: createGrabEvents(),
    ...answerBounds(config),
    events,
    eventCheckMs: EVENT_CHECK_MS,
    keyUses,
    clock,
    grabTimeoutMs: config.grabTimeoutMs,
    ...storeBounds(config),
    closeGraceMs: CLOSE_GRACE_MS,
    watch: createGrabWatch(
      (ids) => listEndedGrabs(db, ids),
      (error) => logger.warn({ err: error }, 'Looking for cancelled grabs failed'),
    ),
    jobs: createGrabJobs({
      db,
      logger,
      retry: grabRetry,
      care: JOB_CARE,
      grabTimeoutMs: config.grabTimeoutMs,
      run: (job) => runDurableGrab(context, job),
    }),
    ...overrides,
  };
  opened.defer(() => context.grabs.settled());
  const works = backgroundWorks(context, config.retention);
  for (const work of works) opened.defer(() => work.stop());
  const resources = opened.move();
  const { rateLimits, appDebug: debug } = config;
  const close = () => resources.disposeAsync();
  const work = () => {
    for (const each of works) each.start();
  };
  return { context, adminKey, rateLimits, debug, work, close };
}

/** What bounds the answers that hold a database connection while their clients read. */
function answerBounds({ maxGrabRequests }: Config) {
  return {
    streams: createSemaphore(MAX_STREAMED_ANSWERS),
    exports: createKeyedSemaphore(MAX_EXPORTS),
    grabAnswers: createGrabAnswers({ places: maxGrabRequests, streams: MAX_STREAMED_GRABS }),
  };
}

/** How much a grab may make inactive, and how long what is inactive stays. */
function storeBounds({ removalLimits, retention }: Config) {
  return { removalLimits, contactRetentionDays: retention.contactDays };
}

/** The work that the process does without a request. */
function backgroundWorks(context: Context, retention: Retention) {
  const { jobs, logger } = context;
  if (retention.contactDays === null) logger.info(SUGGESTED_RETENTION);
  return [
    createGrabWork({
      jobs,
      logger,
      recover: () => recoverGrabs(context),
      failAbandoned: () => failAbandonedGrabs(context),
    }),
    createRetentionWork(logger, (signal) => applyRetention(context, retention, signal)),
  ];
}

/** The migrated database of DATABASE_URL. Rejects with ConfigError when it is not set or cannot be used. */
export async function openStore(
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  opened: AsyncDisposableStack,
  logger?: Logger,
): Promise<Database> {
  if (databaseUrl === undefined) throw new ConfigError([NO_DATABASE]);
  const db = openDatabase(databaseUrl, { maxGrabs: MAX_CONCURRENT_GRABS });
  opened.defer(() => db.close());
  try {
    await migrate(db, { onBlocked: () => logger?.warn(MIGRATION_WAITS) });
    return db;
  } catch (error) {
    if (error instanceof CodeTooOld || error instanceof MigrationBlocked)
      throw new ConfigError([error.message]);
    if (!isDatabaseUnavailable(error)) throw error;
    throw new ConfigError([`DATABASE_URL cannot be used: ${(error as Error).message}`]);
  }
}

async function generatedAdminKey(dataDir: string, logger: Logger): Promise<string> {
  const name = 'admin-api-key';
  const { secret, created } = await loadOrCreateSecret({ dataDir, name });
  if (created) logger.info({ file: join(dataDir, 'secrets', name) }, 'Admin key generated');
  return secret;
}
