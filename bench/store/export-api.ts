import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchService } from '../../scripts/stack/launch-service.ts';

const ADMIN_KEY = `bench-${'k'.repeat(40)}`;
const ENGINE_SECRET = `bench-${'s'.repeat(40)}`;
/** Each start has a new DATA_DIR; the database refuses an API with another key. */
const KEYS = {
  ENCRYPTION_KEY: `bench-${'e'.repeat(40)}`,
  EXCLUSION_KEY: `bench-${'x'.repeat(40)}`,
};
/** Never called: exports use only stored data. */
const NO_ENGINE = 'http://127.0.0.1:9';

/** The time of one export, from its request to its last byte. */
export type ExportTiming = { readonly ms: number; readonly bytes: number };

/** The API as a separate process on a given database, started like `npm start` does. */
export type ExportApi = {
  readonly pid: number;
  /** Reads an export as fast as it comes and keeps nothing of it. */
  read(sessionId: string, format: string): Promise<ExportTiming>;
  stop(): Promise<void>;
};

export async function startExportApi(databaseUrl: string): Promise<ExportApi> {
  const dataDir = await mkdtemp(join(tmpdir(), 'grabber-bench-'));
  const clear = () => rm(dataDir, { recursive: true, force: true });
  try {
    const service = await launchService({
      app: 'apps/api',
      env: {
        ...{ DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info' },
        ...{ ADMIN_API_KEY: ADMIN_KEY, ENGINE_SECRET, ENGINE_URLS: NO_ENGINE },
        ...{ ...KEYS, DATABASE_URL: databaseUrl },
      },
      logFile: join(dataDir, 'api.log'),
    });
    return {
      pid: service.pid,
      read: (sessionId, format) =>
        timed(`${service.url}/api/sessions/${sessionId}/contacts/export?format=${format}`),
      stop: async () => {
        await service.stop();
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}

function timed(url: string): Promise<ExportTiming> {
  const { promise, resolve, reject } = Promise.withResolvers<ExportTiming>();
  const startedAt = performance.now();
  const sent = request(url, { headers: { 'x-api-key': ADMIN_KEY }, agent: false }, (answer) => {
    let bytes = 0;
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    answer.once('error', reject);
    answer.once('end', () => {
      if (answer.statusCode === 200) resolve({ ms: performance.now() - startedAt, bytes });
      else reject(new Error(`An export was answered with ${answer.statusCode}`));
    });
  });
  sent.once('error', reject);
  sent.end();
  return promise;
}
