import { join } from 'node:path';
import { type LaunchedService, launchService } from './launch-service.ts';

export type Stack = {
  readonly apiUrl: string;
  readonly logDir: string;
  /** Resolves with a sentence when one of the services has ended. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
};

/**
 * Runs engine and API, wired to each other; both share `dataDir`, and with it the engine's secret.
 * The engine takes any free port: nobody but the API calls it.
 */
export async function startStack(options: {
  dataDir: string;
  engineEnv?: Readonly<Record<string, string>>;
  apiEnv?: Readonly<Record<string, string>>;
}): Promise<Stack> {
  const { dataDir } = options;
  const logDir = join(dataDir, 'logs');
  const running: LaunchedService[] = [];
  const stop = async () => {
    for (const service of running.toReversed()) await service.stop();
  };
  const launch = async (name: string, env: Readonly<Record<string, string>>) => {
    const service = await launchService({
      app: `apps/${name}`,
      env: { DATA_DIR: dataDir, ...env },
      logFile: join(logDir, `${name}.log`),
    });
    running.push(service);
    return service;
  };
  try {
    const engine = await launch('engine', { HOST: '127.0.0.1', PORT: '0', ...options.engineEnv });
    const api = await launch('api', { ENGINE_URLS: engine.url, ...options.apiEnv });
    const ended = Promise.race([engine.ended, api.ended]);
    return { apiUrl: api.url, logDir, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
