import { createHttpServer, type HttpServer } from '@grabber/service-kit/http-server';
import type { Dependencies } from './dependencies.ts';
import { answerError, translateErrors } from './plugins/answer-error.ts';
import { closeGracefully } from './plugins/close-gracefully.ts';
import { limitConnections, secureHeaders } from './plugins/protect-server.ts';
import { registerRoutes } from './routes/index.ts';

/** The API as a Fastify instance that does not listen yet. */
export function createApp(dependencies: Dependencies): HttpServer {
  const { context, debug } = dependencies;
  const app = createHttpServer({
    logger: context.logger,
    onError: (error, request) => answerError(error, request, { debug }),
  });
  limitConnections(app);
  secureHeaders(app);
  translateErrors(app);
  closeGracefully(app, context);
  registerRoutes(app, context, dependencies);
  return app;
}
