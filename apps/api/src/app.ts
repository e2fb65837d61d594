import { createHttpServer, type HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Dependencies } from './dependencies.ts';
import { answerError } from './plugins/answer-error.ts';
import { translateErrors } from './plugins/translate-errors.ts';
import { registerRoutes } from './routes/index.ts';

/** Running grabs may go on for so long while the service closes. */
const CLOSE_GRACE_MS = 15_000;

/** The API as a Fastify instance that does not listen yet. */
export function createApp(dependencies: Dependencies): HttpServer {
  const { context, adminKey, debug } = dependencies;
  const app = createHttpServer({
    logger: context.logger,
    onError: (error, request) => answerError(error, request, { debug }),
  });
  translateErrors(app);
  registerRoutes(app, context, adminKey);
  app.addHook('preClose', async () => {
    const stop = () => {
      context.grabs.abortAll(new ServiceError('SHUTTING_DOWN', 'The service is shutting down.'));
    };
    const timer = setTimeout(stop, CLOSE_GRACE_MS);
    void context.grabs.settled().then(() => clearTimeout(timer));
  });
  return app;
}
