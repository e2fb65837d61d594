import { createHttpServer, type HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from './context.ts';
import { answerError, translateErrors } from './plugins/answer-error.ts';
import { noteErrorCode } from './plugins/audit.ts';
import { closeGracefully } from './plugins/close-gracefully.ts';
import { limitConnections, secureHeaders } from './plugins/protect-server.ts';
import { type AccessOptions, registerRoutes } from './routes/index.ts';

export type AppOptions = AccessOptions & {
  readonly context: Context;
  /** Whether errors show their causes. */
  readonly debug: boolean;
  /** Proxies whose word on a client's address counts. */
  readonly trustedProxies: readonly string[];
};

/** The API as a Fastify instance that does not listen yet. */
export function createApp({ context, debug, trustedProxies, ...access }: AppOptions): HttpServer {
  const app = createHttpServer({
    logger: context.logger,
    trustedProxies,
    onError: (error, request) => {
      noteErrorCode(request, error.code);
      return answerError(error, request, { debug });
    },
  });
  limitConnections(app);
  secureHeaders(app);
  translateErrors(app);
  closeGracefully(app, context);
  registerRoutes(app, context, access);
  return app;
}
