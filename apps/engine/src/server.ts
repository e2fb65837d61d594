import { openDataDirectory } from '@grabber/service-kit/data-directory';
import { runService } from '@grabber/service-kit/run-service';
import { showHelp } from '@grabber/service-kit/show-help';
import { createApp } from './app.ts';
import { loadConfig, VARIABLES, withDataDir } from './config.ts';
import { createDependencies } from './dependencies.ts';

/** For the reads that run, the profiles of leased sessions to go to their store, and the last look of the API. */
const DRAIN_TIMEOUT_MS = 60_000;
/** After the last reads the browsers write their profiles and exit. */
const BROWSERS_CLOSE_TIMEOUT_MS = 20_000;

showHelp('npm run engine', VARIABLES);
await runService(async () => {
  const wanted = loadConfig();
  const { path, notice } = await openDataDirectory(wanted.dataDir);
  const config = withDataDir(wanted, path);
  const dependencies = await createDependencies(config);
  const { logger, close } = dependencies;
  const drain = (signal: AbortSignal) =>
    dependencies.drain(AbortSignal.any([signal, AbortSignal.timeout(DRAIN_TIMEOUT_MS)]));
  if (notice !== null) logger.warn({ notice }, 'Data are outside DATA_DIR');
  // The library leaves promises without a handler; their rejections must not end every session.
  process.on('unhandledRejection', (err) => logger.error({ err }, 'Unhandled promise rejection'));
  const app = await createApp(dependencies);
  const closeTimeoutMs = config.shutdownGraceMs + BROWSERS_CLOSE_TIMEOUT_MS;
  return { app, logger, host: config.host, port: config.port, drain, close, closeTimeoutMs };
});
