import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { type Database, openDatabase } from '@grabber/database/connection/open-database';
import { TEST_EXCLUSION_SECRET } from '@grabber/database/testing/exclusion-key';
import { createTestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { type FakeEngine, startFakeEngine } from '@grabber/engine-client/testing/fake-engine';
import { createLogger } from '@grabber/service-kit/logger';
import { expect } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import type { Context } from '../../src/context.ts';
import { createDependencies } from '../../src/dependencies.ts';
import type { EngineAddresses } from '../../src/engines/engine-variables.ts';
import type { GrabRetry } from '../../src/jobs/grab-jobs.ts';

export const ADMIN_KEY = 'the-admin-key-of-the-tests-0123456789';
export const ENCRYPTION_KEY = 'the-encryption-key-of-the-tests-0123';
/** Bounds of a workspace that no test reaches. */
export const ROOMY = {
  sessions: 1_000,
  keys: 1_000,
  exports: 3,
  eventStreams: 500,
  webhooks: 1_000,
};
/** Receivers of tests are on this machine. */
export const WEBHOOKS = {
  allowed: { networks: ['127.0.0.0/8', '::1'], hosts: [] },
  timeoutMs: 15_000,
  retentionDays: 7,
  maxEvents: 1_000_000,
};
const QUICK_RETRY: GrabRetry = { limit: 20, delaySeconds: 1, maxDelaySeconds: 1 };

/** The API over real HTTP, on a database of its own and a fake engine of its own. */
export type TestApi = {
  readonly url: string;
  readonly db: Database;
  readonly databaseUrl: string;
  readonly engine: FakeEngine;
  readonly fakeEngines: readonly FakeEngine[];
  readonly context: Context;
  /** How many requests have asked for a grab: only then is it known that they share one. */
  readonly grabRequests: () => number;
  /** How many of them failed or were left by their client. */
  readonly grabsLeft: () => number;
  /** Everything that was logged, as objects. */
  readonly logs: Record<string, unknown>[];
  /** The same as text. */
  readonly logText: () => string;
  readonly stop: () => Promise<void>;
};

export async function startTestApi(
  options: Partial<
    Pick<
      Config,
      | 'appDebug'
      | 'budgetRules'
      | 'consoleDir'
      | 'corsOrigins'
      | 'engineSecret'
      | 'grabTimeoutMs'
      | 'logLevel'
      | 'maxConcurrentGrabs'
      | 'maxConnectionsPerAddress'
      | 'maxDurableGrabs'
      | 'maxGrabRequests'
      | 'previousAdminKeys'
      | 'publicUrl'
      | 'metricsKey'
      | 'rateLimits'
      | 'removalLimits'
      | 'retention'
      | 'sleep'
      | 'trustedProxies'
      | 'webhooks'
      | 'workspaceLimits'
    >
  > & {
    /** Shares these with another API: two replicas. */
    readonly beside?: TestApi;
    /** Several engines with one secret, which the test closes. */
    readonly fakeEngines?: readonly FakeEngine[];
    readonly leases?: { readonly leaseSeconds: number; readonly marginSeconds: number };
    /** A database that is not this API's to drop. */
    readonly db?: Database;
    readonly grabRetry?: GrabRetry;
    readonly closeGraceMs?: number;
    /** Starts the background work at once, as the server does. */
    readonly works?: boolean;
    /** How often an open stream of events is checked. */
    readonly eventCheckMs?: number;
    readonly clock?: () => Date;
  } = {},
): Promise<TestApi> {
  const { beside, db: givenDb, works = false, grabRetry = QUICK_RETRY, ...rest } = options;
  const { eventCheckMs = 15_000, closeGraceMs = 15_000, clock = now, ...given } = rest;
  const { fakeEngines = beside?.fakeEngines ?? [], leases = LEASES, ...config } = given;
  const database = beside ?? (await ownDatabase());
  const engine = beside?.engine ?? fakeEngines[0] ?? (await startFakeEngine());
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _, done) {
      lines.push(...String(chunk).trimEnd().split('\n'));
      done();
    },
  });
  const logger = createLogger({ service: 'api', level: config.logLevel ?? 'debug', destination });
  const db = givenDb ?? openDatabase(database.databaseUrl);
  const dependencies = await createDependencies(
    {
      host: '127.0.0.1',
      port: 0,
      databaseUrl: database.databaseUrl,
      engines: { addresses: addressesOf(engine, fakeEngines), ...leases },
      engineCa: undefined,
      engineSecret: engine.secret,
      adminApiKey: ADMIN_KEY,
      previousAdminKeys: [],
      encryptionKey: ENCRYPTION_KEY,
      previousEncryptionKeys: [],
      exclusionSecret: TEST_EXCLUSION_SECRET,
      metricsKey: undefined,
      dataDir: '/nonexistent',
      logLevel: 'debug',
      appDebug: false,
      grabTimeoutMs: 120_000,
      maxConcurrentGrabs: 20,
      maxDurableGrabs: 8,
      maxConnectionsPerAddress: 1_000,
      maxGrabRequests: 60,
      workspaceLimits: ROOMY,
      removalLimits: { percent: 20, rows: 20 },
      auditRetentionDays: null,
      retention: { contactDays: null, grabDays: null },
      webhooks: WEBHOOKS,
      rateLimits: { requestsPerMinute: 0, workspaceRequestsPerMinute: 0, failuresPerMinute: 0 },
      closeGraceMs,
      budgetRules: { refresh: [], pairing_code: [], browser_start: [], wake: [] },
      sleep: { lingerSeconds: 30, wakeLimitMs: 600_000, wakeAfterDays: 7 },
      trustedProxies: [],
      publicUrl: null,
      consoleDir: null,
      corsOrigins: [],
      ...config,
    },
    { db, logger, eventCheckMs, grabRetry, clock },
  );
  const joins = countJoins(dependencies.context.grabs);
  const app = createApp(dependencies);
  if (works) dependencies.work();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    db,
    databaseUrl: database.databaseUrl,
    engine,
    fakeEngines,
    context: dependencies.context,
    grabRequests: () => joins.asked,
    grabsLeft: () => joins.left,
    get logs() {
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    logText: () => lines.join('\n'),
    async stop() {
      expect(lines.filter((line) => tellsTooMuch(line, engine.secret))).toEqual([]);
      await app.close();
      await dependencies.close();
      await db.close();
      if (beside) return;
      if (fakeEngines.length === 0) await engine.close();
      await (database as OwnDatabase).drop();
    },
  };
}

/** Without a spy of vitest, which keeps all that it has spied on: hundreds of APIs run in one process. */
function countJoins(grabs: Context['grabs']): { asked: number; left: number } {
  const counts = { asked: 0, left: 0 };
  const { join } = grabs;
  grabs.join = async (...call) => {
    counts.asked += 1;
    try {
      return await join(...call);
    } catch (error) {
      counts.left += 1;
      throw error;
    }
  };
  return counts;
}

const now = () => new Date();
const LEASES = { leaseSeconds: 60, marginSeconds: 10 };

function addressesOf({ url }: FakeEngine, several: readonly FakeEngine[]): EngineAddresses {
  if (several.length === 0) return { kind: 'one', url };
  return { kind: 'several', urls: several.map((engine) => engine.url) };
}

const JID = /@(c\.us|s\.whatsapp\.net|lid|g\.us)/;
const PHONE = /(?<![0-9a-f-])628\d{6,}/;

/** Every test file holds the log against this, whatever it is about. */
function tellsTooMuch(line: string, engineSecret: string): boolean {
  const secrets = [ADMIN_KEY, engineSecret, 'wcg_', '2@'];
  return JID.test(line) || PHONE.test(line) || secrets.some((secret) => line.includes(secret));
}

type OwnDatabase = { readonly databaseUrl: string; readonly drop: () => Promise<void> };

async function ownDatabase(): Promise<OwnDatabase> {
  const { url, drop } = await createTestDatabase(testServerUrl());
  return { databaseUrl: url, drop };
}
