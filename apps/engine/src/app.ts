import { breakOffAfter } from '@grabber/service-kit/end-connections';
import { createHttpServer, type HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from './context.ts';
import { engineErrorBody } from './plugins/engine-error-body.ts';
import { metricsRoutes, openRoutes, secretRoutes } from './routes/index.ts';

/** For the responses of reads that have ended, when the engine closes. */
const LAST_ANSWERS_GRACE_MS = 2_000;

/** The engine's HTTP server. */
export async function createApp(context: Context): Promise<HttpServer> {
  const { logger, config, close } = context;
  const app = createHttpServer({
    logger,
    onError: engineErrorBody(config.appDebug),
    tls: config.tls,
  });
  // Before the server waits for its requests: reads end when their browsers stop.
  app.addHook('preClose', async () => {
    await close();
    breakOffAfter(app, LAST_ANSWERS_GRACE_MS);
  });
  for (const routes of [openRoutes, metricsRoutes, secretRoutes]) {
    await app.register((scope, _options, done) => {
      routes(scope as HttpServer, context);
      done();
    });
  }
  return app;
}
