import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@grabber/database/testing/test-database';
import { freePort } from '@grabber/primitives/testing/steady-port';
import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import { type LaunchedService, launchService } from '../../scripts/stack/launch-service.ts';
import { UNPACKED_BROWSER } from './unpacked-browser.ts';

export const ADMIN_KEY = `admin-${'k'.repeat(40)}`;
const ENGINE_SECRET = `engine-${'s'.repeat(40)}`;

type Environment = Readonly<Record<string, string>>;

export type WholeStack = {
  readonly simulator: Simulator;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly apiUrl: string;
  readonly engine: LaunchedService;
  readonly api: LaunchedService;
  /** Stops or kills the engine, and starts it again on the same port. */
  restartEngine(how: 'stop' | 'kill'): Promise<void>;
  /** Kills the API, and starts it again on the same port. */
  killApi(): Promise<void>;
  startApi(): Promise<void>;
  stopEngine(): Promise<void>;
  killEngine(): Promise<void>;
  startEngine(): Promise<void>;
  /** Every line that both services have logged so far. */
  logs(): Promise<string>;
  close(): Promise<void>;
};

/**
 * Simulator, engine and API as separate processes, with their own database and DATA_DIR. `settings` are
 * further environment variables.
 */
export async function startWholeStack(
  serverUrl: string,
  settings: { readonly engine?: Environment; readonly api?: Environment } = {},
): Promise<WholeStack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'grabber-e2e-'));
  const database = await createTestDatabase(serverUrl);
  const simulator = await startSimulator();
  const common = { DATA_DIR: dataDir, ENGINE_SECRET, LOG_LEVEL: 'debug', HOST: '127.0.0.1' };
  const enginePort = String(await freePort());
  const apiPort = String(await freePort());
  const launchEngine = () =>
    launchService({
      app: 'apps/engine',
      env: {
        ...common,
        PORT: enginePort,
        ENGINE_BROWSER_ARGS: JSON.stringify(simulator.browserArgs),
        ENGINE_CATCH_UP_MS: '0',
        ENGINE_NO_SANDBOX: 'if-needed',
        ...UNPACKED_BROWSER,
        ...settings.engine,
      },
      logFile: join(dataDir, 'logs', 'engine.log'),
    });
  let engine = await launchEngine();
  const launchApi = () =>
    launchService({
      app: 'apps/api',
      env: {
        ...common,
        PORT: apiPort,
        ENGINE_URLS: engine.url,
        DATABASE_URL: database.url,
        ADMIN_API_KEY: ADMIN_KEY,
        ...settings.api,
      },
      logFile: join(dataDir, 'logs', 'api.log'),
    });
  let api = await launchApi();
  const apiUrl = api.url;
  const startEngine = async () => {
    engine = await launchEngine();
  };
  const startApi = async () => {
    api = await launchApi();
  };
  const killEngine = async () => {
    process.kill(engine.pid, 'SIGKILL');
    await engine.ended;
  };
  return {
    simulator,
    dataDir,
    databaseUrl: database.url,
    apiUrl,
    get engine() {
      return engine;
    },
    get api() {
      return api;
    },
    startApi,
    startEngine,
    killEngine,
    stopEngine: () => engine.stop(),
    restartEngine: async (how) => {
      await (how === 'stop' ? engine.stop() : killEngine());
      await startEngine();
    },
    killApi: async () => {
      process.kill(api.pid, 'SIGKILL');
      await api.ended;
      await startApi();
    },
    logs: async () => {
      const folder = join(dataDir, 'logs');
      const texts = (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8'));
      return (await Promise.all(texts)).join('\n');
    },
    close: async () => {
      await api.stop();
      await engine.stop();
      await simulator.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
