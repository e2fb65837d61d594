import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@grabber/database/connection/open-database';
import { createTestDatabase } from '@grabber/database/testing/test-database';
import { freePort } from '@grabber/primitives/testing/steady-port';
import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import { type LaunchedService, launchService } from '../../scripts/stack/launch-service.ts';
import { type PortProxy, startPortProxy } from '../support/port-proxy.ts';
import { signal } from '../support/processes.ts';
import { createRestClient, type RestClient } from '../support/rest-client.ts';
import { UNPACKED_BROWSER } from '../support/unpacked-browser.ts';
import { ADMIN_KEY } from '../support/whole-stack.ts';
import { familyPids, guardPid } from './engine-processes.ts';

type Environment = Readonly<Record<string, string>>;

/** A service that comes back at the same address after it was stopped or killed. */
type Replica = {
  readonly name: string;
  /** Of its process, while it runs. */
  pid(): number;
  start(): Promise<void>;
  /** Asks it to end by SIGTERM, and waits until it has. */
  drain(): Promise<void>;
  kill(): Promise<void>;
};

export type EngineReplica = Replica & {
  readonly dataDir: string;
  /** The API reaches the engine only through it. */
  readonly proxy: PortProxy;
  /** Of the process that guards its browsers. Null: it has none yet. */
  guardPid(): Promise<number | null>;
  /** Engine, guard and browsers. */
  family(): Promise<number[]>;
};

export type ApiReplica = Replica & { readonly url: string; readonly call: RestClient };

export type SeveralEngines = {
  readonly simulator: Simulator;
  readonly db: Database;
  readonly databaseUrl: string;
  /** Of all engines, so that each browser is below it. */
  readonly root: string;
  readonly engines: readonly EngineReplica[];
  readonly apis: readonly ApiReplica[];
  close(): Promise<void>;
};

export type Settings = {
  readonly engines: number;
  readonly apis: number;
  readonly engine?: Environment;
  readonly api?: Environment;
  /** Where the logs are kept after the end. */
  readonly logsTo?: string | undefined;
};

/** Engines with a directory each and one store of profiles, APIs with one database, and the simulator. */
export async function startSeveralEngines(
  serverUrl: string,
  settings: Settings,
): Promise<SeveralEngines> {
  await using opened = new AsyncDisposableStack();
  const root = await mkdtemp(join(tmpdir(), 'grabber-engines-'));
  opened.defer(async () => {
    if (settings.logsTo) await cp(join(root, 'logs'), settings.logsTo, { recursive: true });
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  });
  // An engine that runs as root runs its browsers as another user.
  await chmod(root, 0o711);
  const database = await createTestDatabase(serverUrl);
  opened.defer(() => database.drop());
  const db = openDatabase(database.url, { max: 6 });
  opened.defer(() => db.close());
  const simulator = await startSimulator();
  opened.defer(() => simulator.stop());
  const common = {
    ENGINE_SECRET: `engine-${'s'.repeat(40)}`,
    LOG_LEVEL: 'debug',
    HOST: '127.0.0.1',
  };
  const parts = { root, opened };
  const engineEnv = {
    ...common,
    ENGINE_BROWSER_ARGS: JSON.stringify(simulator.browserArgs),
    ENGINE_CATCH_UP_MS: '0',
    ENGINE_NO_SANDBOX: 'if-needed',
    PROFILE_STORE: join(root, 'profiles'),
    PROFILE_KEY: randomBytes(32).toString('hex'),
    ...UNPACKED_BROWSER,
    ...settings.engine,
  };
  const engines = await Promise.all(
    Array.from({ length: settings.engines }, (_, n) =>
      startEngine({ ...parts, name: `engine-${n + 1}`, env: engineEnv }),
    ),
  );
  const apiEnv = {
    ...common,
    DATA_DIR: join(root, 'api'),
    ENGINE_URLS: engines.map(({ proxy }) => proxy.url).join(','),
    DATABASE_URL: database.url,
    ADMIN_API_KEY: ADMIN_KEY,
    ...settings.api,
  };
  const apis: ApiReplica[] = [];
  // One after the other: the first one prepares the database.
  for (let n = 1; n <= settings.apis; n += 1) {
    apis.push(await startApi({ ...parts, name: `api-${n}`, env: apiEnv }));
  }
  const resources = opened.move();
  const close = () => resources.disposeAsync();
  return { simulator, db, databaseUrl: database.url, root, engines, apis, close };
}

type Named = {
  readonly name: string;
  readonly root: string;
  readonly opened: AsyncDisposableStack;
  readonly env: Environment;
};

async function startEngine({ name, root, opened, env }: Named): Promise<EngineReplica> {
  const proxy = await startPortProxy();
  opened.defer(() => proxy.close());
  const dataDir = join(root, name);
  const replica = createReplica(name, () =>
    launchService({
      app: 'apps/engine',
      env: { ...env, DATA_DIR: dataDir, PORT: '0' },
      logFile: join(root, 'logs', `${name}.log`),
    }),
  );
  const start = async () => {
    await replica.start();
    proxy.forwardTo(replica.url());
  };
  opened.defer(replica.end);
  await start();
  return {
    ...replica,
    start,
    dataDir,
    proxy,
    guardPid: () => guardPid(replica.pid()),
    family: () => familyPids(replica.pid()),
  };
}

async function startApi({ name, root, opened, env }: Named): Promise<ApiReplica> {
  const port = String(await freePort());
  const replica = createReplica(name, () =>
    launchService({
      app: 'apps/api',
      env: { ...env, PORT: port },
      logFile: join(root, 'logs', `${name}.log`),
    }),
  );
  opened.defer(replica.end);
  await replica.start();
  const url = replica.url();
  return { ...replica, url, call: createRestClient(url, ADMIN_KEY) };
}

function createReplica(name: string, launch: () => Promise<LaunchedService>) {
  let running: LaunchedService | undefined;
  const service = (): LaunchedService => {
    if (!running) throw new Error(`${name} does not run`);
    return running;
  };
  const endBy = (how: 'SIGTERM' | 'SIGKILL') => async () => {
    const ending = service();
    signal(ending.pid, how);
    await ending.ended;
    running = undefined;
  };
  return {
    name,
    pid: () => service().pid,
    url: () => service().url,
    async start() {
      running ??= await launch();
    },
    drain: endBy('SIGTERM'),
    kill: endBy('SIGKILL'),
    /** The guard of an engine ends its browsers. */
    async end() {
      if (running) await endBy('SIGKILL')();
    },
  };
}
