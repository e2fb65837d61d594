import { createHttpServer, type HttpServer } from '@grabber/service-kit/http-server';
import type { ReadingPace } from '@grabber/service-kit/watch-answers';
import type { Context } from './context.ts';
import { allowOrigins } from './plugins/allow-origins.ts';
import { answerError, translateErrors } from './plugins/answer-error.ts';
import { noteErrorCode } from './plugins/audit.ts';
import { closeGracefully } from './plugins/close-gracefully.ts';
import { countRequests } from './plugins/count-requests.ts';
import { limitConnections, secureHeaders } from './plugins/protect-server.ts';
import { type AccessOptions, registerRoutes } from './routes/index.ts';

export type AppOptions = AccessOptions & {
  readonly context: Context;
  /** Whether errors show their causes. */
  readonly debug: boolean;
  /** Proxies whose word on a client's address counts. */
  readonly trustedProxies: readonly string[];
  readonly maxConnectionsPerAddress: number;
  /** Origins of web pages that may call the API. */
  readonly corsOrigins: readonly string[];
  readonly readingPace?: ReadingPace;
};

/** The API as a Fastify instance that does not listen yet. */
export function createApp({
  context,
  debug,
  trustedProxies,
  maxConnectionsPerAddress,
  corsOrigins,
  readingPace,
  ...access
}: AppOptions): HttpServer {
  const app = createHttpServer({
    logger: context.logger,
    trustedProxies,
    basePath:
      context.publicUrl === null
        ? undefined
        : new URL(context.publicUrl).pathname.replace(/\/$/, ''),
    ...(readingPace && { readingPace }),
    onError: (error, request) => {
      context.metrics.countError(error.code);
      noteErrorCode(request, error.code);
      return answerError(error, request, { debug });
    },
  });
  limitConnections(app, maxConnectionsPerAddress);
  allowOrigins(app, corsOrigins);
  secureHeaders(app);
  translateErrors(app);
  closeGracefully(app, context);
  countRequests(app, context);
  registerRoutes(app, context, access);
  return app;
}
