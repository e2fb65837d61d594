import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchService } from '../scripts/stack/launch-service.ts';

const ADMIN_KEY = `bench-${'k'.repeat(40)}`;
const ENGINE_SECRET = `bench-${'s'.repeat(40)}`;
/** Each start has a new DATA_DIR; the database refuses an API with another key. */
const KEYS = {
  ENCRYPTION_KEY: `bench-${'e'.repeat(40)}`,
  EXCLUSION_KEY: `bench-${'x'.repeat(40)}`,
};
/** Never called: what is measured shows only stored data. */
const NO_ENGINE = 'http://127.0.0.1:9';

/** The API as a separate process on a database that a benchmark has filled, started like `npm start` does. */
export type StoredApi = {
  readonly url: string;
  readonly pid: number;
  readonly adminKey: string;
  stop(): Promise<void>;
};

/** Rejects with what the API said when it does not start. */
export async function launchStoredApi(
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<StoredApi> {
  const dataDir = await mkdtemp(join(tmpdir(), 'grabber-bench-'));
  const clear = () => rm(dataDir, { recursive: true, force: true });
  try {
    const service = await launchService({
      app: 'apps/api',
      env: {
        ...{ DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info' },
        ...{ ADMIN_API_KEY: ADMIN_KEY, ENGINE_SECRET, ENGINE_URLS: NO_ENGINE },
        ...{ ...KEYS, DATABASE_URL: databaseUrl, ...env },
      },
      logFile: join(dataDir, 'api.log'),
    });
    return {
      url: service.url,
      pid: service.pid,
      adminKey: ADMIN_KEY,
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
