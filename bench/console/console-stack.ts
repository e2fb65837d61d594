import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiCaller } from '../../scripts/stack/api-caller.ts';
import { launchService } from '../../scripts/stack/launch-service.ts';

const ADMIN_KEY = `bench-${'k'.repeat(40)}`;
const ENGINE_SECRET = `bench-${'s'.repeat(40)}`;
/** Each start has a new DATA_DIR; the database refuses an API with another key. */
const KEYS = {
  ENCRYPTION_KEY: `bench-${'e'.repeat(40)}`,
  EXCLUSION_KEY: `bench-${'x'.repeat(40)}`,
};
/** Never called: the console shows only stored data. */
const NO_ENGINE = 'http://127.0.0.1:9';

/** The API as a separate process on a given database, which serves the built console. */
export type ConsoleStack = {
  readonly url: string;
  readonly key: string;
  /** A link that signs a browser in, once. */
  signInLink(): Promise<string>;
  stop(): Promise<void>;
};

export async function startConsoleStack(
  databaseUrl: string,
  consoleDir: string,
): Promise<ConsoleStack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'grabber-bench-'));
  const clear = () => rm(dataDir, { recursive: true, force: true });
  try {
    const service = await launchService({
      app: 'apps/api',
      env: {
        ...{ DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info' },
        ...{ ADMIN_API_KEY: ADMIN_KEY, ENGINE_SECRET, ENGINE_URLS: NO_ENGINE },
        ...{ ...KEYS, DATABASE_URL: databaseUrl, CONSOLE_DIR: consoleDir },
      },
      logFile: join(dataDir, 'api.log'),
    });
    const call = createApiCaller(service.url, ADMIN_KEY);
    return {
      url: service.url,
      key: ADMIN_KEY,
      async signInLink() {
        const { url } = await call<{ url: string }>('POST', '/console/links');
        return `${service.url}/${new URL(url).hash}`;
      },
      async stop() {
        await service.stop();
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}
