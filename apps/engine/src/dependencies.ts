import { randomUUID } from 'node:crypto';
import { createSemaphore } from '@grabber/primitives/semaphore';
import { createLogger } from '@grabber/service-kit/logger';
import { loadRotatingSecret } from '@grabber/service-kit/secret-file';
import type { Logger } from 'pino';
import { type BrowserSetup, createBrowserSetup } from './browser/browser-setup.ts';
import { type LastingBundles, withLeftBundles } from './bundles/left-bundles.ts';
import { createProfileBundles } from './bundles/profile-bundles.ts';
import { loadBundleKeys } from './bundles/store-variables.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { createEngineEvents } from './events/engine-events.ts';
import { createBrowserGuard } from './leases/browser-guard.ts';
import { loadEngineId } from './leases/engine-id.ts';
import { createLeaseClock, type LeaseClock } from './leases/lease-clock.ts';
import { createReadAdmission } from './limits/read-admission.ts';
import { createEngineMetrics, type EngineMetrics } from './metrics/engine-metrics.ts';
import { observeSessions } from './metrics/observe-sessions.ts';
import { checkStorage } from './sessions/check-storage.ts';
import { createForgetWork } from './sessions/drop-profile.ts';
import { restoreSessions } from './sessions/restore-sessions.ts';
import { createSealedProxies, type SealedProxies } from './sessions/sealed-proxies.ts';
import type { SessionDependencies } from './sessions/session.ts';
import { createSessionRegistry, type SessionRegistry } from './sessions/session-registry.ts';
import type { EngineProcess } from './use-cases/describe-engine.ts';
import { createDrain } from './use-cases/drain-engine.ts';
import { emitToAll, progressObserver } from './use-cases/observe-read.ts';
import { openByProxy } from './whatsapp/open-by-proxy.ts';

const PROTOCOL_TIMEOUT_MS = 180_000;
const SCRIPTS_TIMEOUT_MS = 30_000;
const SESSION_WAITS = {
  steadyAfterMs: 60_000,
  /** With the steps that follow, shorter than the API's timeout. */
  unlinkTimeoutMs: 50_000,
};
const GROUP_QUERY_CONCURRENCY = 3;
/** The part of a read's time in which queries may start; the rest is for reading their results. */
const GROUP_QUERY_TIME_SHARE = 0.6;

/** Wires the engine, and starts to restore the sessions that ran before. */
export async function createDependencies(config: Config): Promise<Context> {
  const logger = createLogger({ service: 'engine', level: config.logLevel });
  const secrets = await sharedSecrets(config);
  const browser = createBrowserSetup(config, logger);
  const proxies = createSealedProxies(secrets);
  const events = createEngineEvents();
  const metrics = createEngineMetrics();
  const counted = await countedParts(config, logger, metrics);
  const sessions = createSessionRegistry({
    ...config,
    onRefused: metrics.countRefusal,
    onRemoved: events.sessionRemoved,
    dependencies: {
      logger,
      settings: { ...config, ...SESSION_WAITS },
      clock: () => new Date(),
      startSemaphore: createSemaphore(config.maxStarts),
      connect: connector(config, browser, proxies),
      ...counted,
      onChange: events.sessionChanged,
      onRestart: (_session, code) => metrics.countRestart(code),
    },
  });
  const reads = createReadAdmission({
    limit: config.maxReads,
    onRefused: () => metrics.countRefusal('reads'),
  });
  observeSessions(metrics, { sessions, reads, clock: counted.leases.clock });
  // Before a session needs it, so that an operator sees a refusal at once.
  browser.contain().catch((err) => logger.error({ err }, 'The browser cannot be used'));
  await sessions.load();
  const work = beginWork(config, sessions, logger);
  return {
    config,
    logger,
    secrets,
    engine: engineProcess(config, counted.leases.clock),
    sessions,
    bundles: counted.bundles,
    proxies,
    reads,
    readObserver: emitToAll([metrics.readObserver, progressObserver(events.readChanged)]),
    events,
    metrics,
    health: { browser: browser.contain, storage: () => checkStorage(config.dataDir) },
    ...createDrain({ sessions, reads, readGraceMs: config.shutdownGraceMs, logger }),
    async close() {
      const stopped = work.stop();
      if (!(await reads.close(config.shutdownGraceMs))) {
        logger.warn('Shutdown grace period over, aborting running reads');
      }
      // Closed first: clients need no events about sessions that come back with the next engine.
      events.close();
      await stopped;
      await sessions.close();
    },
  };
}

/** Restores the sessions that ran before, and removes what deleted ones have left. */
function beginWork(
  { restoreConcurrency: concurrency }: Config,
  sessions: SessionRegistry,
  logger: Logger,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const forgetting = createForgetWork(sessions, logger);
  forgetting.start();
  const restored = restoreSessions(sessions, { concurrency, signal: stopping.signal });
  return {
    stop() {
      stopping.abort();
      // Not waited for: a store that hangs must not hold up the end.
      void forgetting.stop();
      return restored;
    },
  };
}

function engineProcess({ dataDir }: Config, clock: LeaseClock): EngineProcess {
  return { bootId: randomUUID(), clock, id: () => loadEngineId(dataDir) };
}

/** What sessions need of leases and of stored profiles, which operators watch. */
async function countedParts(
  config: Config,
  logger: Logger,
  { leases }: EngineMetrics,
): Promise<Pick<SessionDependencies, 'leases' | 'bundles' | 'onLeaseLost'>> {
  const bundles = await profileBundles(config, logger, leases);
  const guard = createBrowserGuard({ logger, onRestart: leases.countGuardRestart });
  return {
    leases: { clock: createLeaseClock(), guard },
    bundles,
    onLeaseLost: leases.countLostLease,
  };
}

async function profileBundles(
  config: Config,
  logger: Logger,
  metrics: EngineMetrics['leases'],
): Promise<LastingBundles | null> {
  const { dataDir, profileStore } = config;
  if (profileStore.openStore === null) return null;
  const { keys, isNew } = await loadBundleKeys(dataDir, profileStore);
  if (isNew) logger.warn('Profile key generated: back it up, each engine of this store needs it');
  const clock = () => new Date();
  const bundles = createProfileBundles({ store: profileStore.openStore(), keys, clock, logger });
  return withLeftBundles(metrics.observeBundles(bundles), { dataDir, clock, logger });
}

async function sharedSecrets(config: Config): Promise<readonly string[]> {
  const { dataDir, engineSecret: current, previousEngineSecrets: previous } = config;
  const secret = await loadRotatingSecret({ dataDir, name: 'engine-secret', current, previous });
  return [secret.current, ...secret.previous];
}

function connector(
  config: Config,
  browser: BrowserSetup,
  proxies: SealedProxies,
): SessionDependencies['connect'] {
  return async ({ id, profileDir, proxy, wasPaired, listener }) => {
    const found = await browser.find();
    const { sandbox, users } = await browser.contain();
    const uid = users === null ? null : await users.give(profileDir);
    const options = {
      launch: {
        browser: found,
        profileDir,
        sandbox,
        uid,
        args: config.browserArgs,
        environment: config.browserEnvironment,
        protocolTimeoutMs: PROTOCOL_TIMEOUT_MS,
      },
      wasPaired,
      waits: {
        startTimeoutMs: config.startTimeoutMs,
        syncTimeoutMs: config.syncTimeoutMs,
        hangTimeoutMs: config.hangTimeoutMs,
        probeIntervalMs: config.probeIntervalMs,
        reconnectDelayMs: Math.max(config.restartDelayMs, config.probeIntervalMs),
        scriptsTimeoutMs: Math.min(SCRIPTS_TIMEOUT_MS, config.startTimeoutMs / 2),
      },
      qrRefreshes: config.qrRefreshes,
      groupQueries: {
        concurrency: GROUP_QUERY_CONCURRENCY,
        timeoutMs: config.groupQueryTimeoutMs,
        budget: config.groupQueryBudget,
        timeMs: Math.floor(config.readTimeoutMs * GROUP_QUERY_TIME_SHARE),
      },
      settleMs: config.settleMs,
      listener,
    };
    return openByProxy(options, proxies.open(id, proxy));
  };
}
