import { runService } from '@grabber/service-kit/run-service';
import { showHelp } from '@grabber/service-kit/show-help';
import { createApp } from './app.ts';
import { loadConfig, VARIABLES } from './config.ts';
import { createDependencies } from './dependencies.ts';
import { limitHeap } from './limit-heap.ts';

showHelp('npm run api', VARIABLES);
limitHeap();
await runService(async () => {
  const { host, port, ...config } = loadConfig();
  const dependencies = await createDependencies({ host, port, ...config });
  const { context, work, close } = dependencies;
  work();
  return { app: createApp(dependencies), logger: context.logger, host, port, close };
});
