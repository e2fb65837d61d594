import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchService } from './launch-service.ts';
import { lockDataDirectory } from './lock-data-directory.ts';
import { provideConsole } from './provide-console.ts';
import { providePostgres } from './provide-postgres.ts';
import { requireBrowser } from './require-browser.ts';
import { setting } from './settings.ts';

export type Stack = {
  readonly apiUrl: string;
  readonly databaseUrl: string;
  readonly logDir: string;
  readonly hasConsole: boolean;
  /** Resolves with a sentence when one of the services has ended. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
};

/** The database, while a browser is looked for: a stack without one would only look as if it worked. */
async function startPostgres(options: Parameters<typeof providePostgres>[0]) {
  const [postgres, browser] = await Promise.allSettled([
    providePostgres(options),
    requireBrowser(options),
  ]);
  if (postgres.status === 'rejected') throw postgres.reason;
  if (browser.status === 'fulfilled') return postgres.value;
  await postgres.value.stop();
  throw browser.reason;
}

/**
 * Runs Postgres, engine and API, connected with each other. The services share `dataDir`, and so
 * the engine's secret. The engine takes a free port, because only the API calls it. Rejects when a
 * part does not start or `stopped` aborts. It has stopped the other parts then.
 */
export async function startStack(options: {
  dataDir: string;
  /** For example `npm start`. */
  command: string;
  stopped: AbortSignal;
  engineEnv?: Readonly<Record<string, string>>;
  apiEnv?: Readonly<Record<string, string>>;
  /** Serves the web console, too. It is built while the rest starts. */
  withConsole?: boolean;
}): Promise<Stack> {
  const { dataDir, stopped } = options;
  const logDir = join(dataDir, 'logs');
  const building = options.withConsole ? provideConsole() : Promise.resolve({});
  await using opened = new AsyncDisposableStack();
  const lock = await lockDataDirectory(dataDir, options.command);
  opened.defer(() => lock.release());
  const postgres = await startPostgres(options);
  opened.defer(() => postgres.stop());
  const launch = async (name: string, env: Readonly<Record<string, string>>) => {
    const service = await launchService({
      app: `apps/${name}`,
      env: { DATA_DIR: dataDir, ...env },
      logFile: join(logDir, `${name}.log`),
      stopped,
    });
    opened.defer(() => service.stop());
    return service;
  };
  const engine = await launch('engine', { HOST: '127.0.0.1', PORT: '0', ...options.engineEnv });
  const wiring = { ENGINE_URLS: engine.url, DATABASE_URL: postgres.url };
  const console = await building;
  const api = await launch('api', { ...wiring, ...console, ...options.apiEnv });
  // The command line finds the API by it, whatever its port is.
  const running = join(dataDir, 'running.json');
  await writeFile(running, `${JSON.stringify({ url: api.url })}\n`);
  opened.defer(() => rm(running, { force: true }));
  const resources = opened.move();
  return {
    apiUrl: api.url,
    databaseUrl: postgres.url,
    logDir,
    hasConsole: 'CONSOLE_DIR' in console || setting('CONSOLE_DIR') !== undefined,
    ended: Promise.race([engine.ended, api.ended]),
    stop: () => resources.disposeAsync(),
  };
}
