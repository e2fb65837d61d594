import { Writable } from 'node:stream';
import { createSemaphore } from '@grabber/primitives/semaphore';
import { createLogger } from '@grabber/service-kit/logger';
import { withLeftBundles } from '../../src/bundles/left-bundles.ts';
import type { ProfileBundles } from '../../src/bundles/profile-bundles.ts';
import { restoreSessions } from '../../src/sessions/restore-sessions.ts';
import type { Session, SessionSettings } from '../../src/sessions/session.ts';
import { createSessionRegistry } from '../../src/sessions/session-registry.ts';
import { createFakeBrowser, type FakeBrowser } from './fake-browser.ts';
import { createFakeGuard, createTestClock } from './fake-leases.ts';
import { poll } from './poll.ts';
import { temporaryDataDir } from './test-engine.ts';

export type SessionStage = Awaited<ReturnType<typeof openSessionStage>>;

const SETTINGS: SessionSettings = {
  restartAttempts: 3,
  restartDelayMs: 5,
  steadyAfterMs: 60_000,
  unlinkTimeoutMs: 30_000,
};

/** Events that differ from the usual course. */
type Behaviour = Parameters<typeof createFakeBrowser>[1] & {
  /** Answers why the browser does not start, or null. */
  fail?: () => Error | undefined;
  onRefused?: () => void;
};

type StageOptions = {
  readonly maxSessions?: number;
  readonly maxBrowsers?: number;
  readonly maxStarts?: number;
  readonly settings?: Partial<SessionSettings>;
  readonly clock?: () => Date;
  readonly bundles?: ProfileBundles;
};

/** The engine's sessions without HTTP and on browsers that the test plays. */
export async function openSessionStage(options: StageOptions = {}) {
  const dataDir = await temporaryDataDir();
  const engines: ReturnType<typeof createEngine>[] = [];
  return {
    dataDir: dataDir.path,
    /** The next engine on the same data. */
    async engine(other: StageOptions = {}) {
      const engine = createEngine(dataDir.path, { ...options, ...other });
      engines.push(engine);
      await engine.registry.load();
      return engine;
    },
    async close() {
      await Promise.all(engines.map((engine) => engine.close()));
      await dataDir.remove();
    },
  };
}

function createEngine(dataDir: string, options: StageOptions) {
  const browsers: FakeBrowser[] = [];
  const log: string[] = [];
  const lostLeases: string[] = [];
  const behaviour: Behaviour = {};
  const destination = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  const leaseClock = createTestClock();
  const guard = createFakeGuard();
  const logger = createLogger({ service: 'engine', level: 'info', destination });
  const clock = options.clock ?? (() => new Date());
  const { bundles } = options;
  const registry = createSessionRegistry({
    dataDir,
    maxSessions: options.maxSessions ?? 20,
    maxBrowsers: options.maxBrowsers ?? 20,
    onRefused: () => behaviour.onRefused?.(),
    onRemoved: () => undefined,
    dependencies: {
      logger,
      settings: { ...SETTINGS, ...options.settings },
      clock,
      startSemaphore: createSemaphore(options.maxStarts ?? 20),
      async connect(wanted) {
        const failure = behaviour.fail?.();
        if (failure) throw failure;
        const browser = createFakeBrowser(wanted, behaviour);
        browsers.push(browser);
        return browser.connection;
      },
      bundles: bundles ? withLeftBundles(bundles, { dataDir, clock, logger }) : null,
      leases: { clock: leaseClock, guard },
      onChange: () => undefined,
      onRestart: () => undefined,
      onLeaseLost: (by) => lostLeases.push(by),
    },
  });
  const restoring = new AbortController();
  return {
    registry,
    /** Every browser that was ever started, in order. */
    browsers,
    behaviour,
    log,
    leaseClock,
    guard,
    /** What ended the browsers whose lease was over. */
    lostLeases,
    /** Resolves when exactly so many were started. */
    hasStarted: (count: number) =>
      poll(
        () => browsers.length,
        (started) => started === count,
      ),
    running: () => browsers.filter((browser) => !browser.isEnded()),
    restore: (concurrency = 20) =>
      restoreSessions(registry, { concurrency, signal: restoring.signal }),
    /** Starts a session whose phone is linked, and answers its browser. */
    async connected(
      id: string,
      options?: Parameters<typeof registry.start>[1],
    ): Promise<FakeBrowser> {
      const count = browsers.length;
      await registry.start(id, options);
      const browser = await poll(
        () => browsers[count],
        (started) => started !== undefined,
      );
      browser!.connect();
      // Written twice: when the device is linked, and when the account is known.
      await poll(
        () => registry.get(id).files.readRecord(),
        (record) => record?.phoneNumber !== null,
      );
      return browser!;
    },
    reaches: (id: string, isWanted: (state: Session['state']) => boolean) =>
      poll(() => registry.get(id).state, isWanted),
    async close() {
      restoring.abort();
      await registry.close();
    },
  };
}
