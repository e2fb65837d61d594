import { runService } from '@grabber/service-kit/run-service';
import { showHelp } from '@grabber/service-kit/show-help';
import { createApp } from './app.ts';
import { loadConfig, VARIABLES } from './config.ts';
import { createDependencies } from './dependencies.ts';
import { limitHeap } from './limit-heap.ts';

/** After the last answers the queue stops and the connections to the database close. */
const CLOSE_TIMEOUT_MS = 10_000;

showHelp('npm run api', VARIABLES);
limitHeap();
await runService(async () => {
  const { host, port, ...config } = loadConfig();
  const dependencies = await createDependencies({ host, port, ...config });
  const { context, work, close } = dependencies;
  work();
  const closeTimeoutMs = config.closeGraceMs + CLOSE_TIMEOUT_MS;
  const app = createApp(dependencies);
  return { app, logger: context.logger, host, port, close, closeTimeoutMs };
});
