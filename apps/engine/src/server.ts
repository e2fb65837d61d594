import { runService } from '@grabber/service-kit/run-service';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';
import { createDependencies } from './dependencies.ts';

await runService(async () => {
  const config = loadConfig();
  const dependencies = await createDependencies(config);
  const { logger, close } = dependencies;
  // The library leaves promises to themselves; one of them must not end every session.
  process.on('unhandledRejection', (err) => logger.error({ err }, 'Nobody caught a rejection'));
  const app = await createApp(dependencies);
  return { app, logger, host: config.host, port: config.port, close };
});
