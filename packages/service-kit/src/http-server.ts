import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import fastify, { LogController } from 'fastify';
import type { Logger } from 'pino';
import { answerClientError, answerError, type OnError } from './answer-error.ts';
import { endConnectionsOnClose } from './end-connections.ts';
import { badPath, readStrictly, requestId } from './read-requests.ts';
import { createRequestLog, logAbort } from './request-log.ts';
import { ServiceError } from './service-error.ts';
import { compileValidator, validationDetails } from './validation.ts';
import { READING_PACE, type ReadingPace, watchAnswers } from './watch-answers.ts';

export type HttpServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export type HttpServerOptions = {
  readonly logger: Logger;
  /** Where the path of a request begins behind a proxy that passes on its own prefix, as `/whatsapp`. */
  readonly basePath?: string | undefined;
  /** Larger bodies are refused with 413. */
  readonly bodyLimitBytes?: number;
  /** How long a client may take to send its request. */
  readonly requestTimeoutMs?: number;
  /** Addresses of proxies whose X-Forwarded-For says where a request comes from. Default: none. */
  readonly trustedProxies?: readonly string[];
  /** How fast clients must read their answers. */
  readonly readingPace?: ReadingPace;
  readonly onError: OnError;
  /** Speaks HTTPS with this certificate and its chain, in PEM. */
  readonly tls?: TlsIdentity | undefined;
};

export type TlsIdentity = { readonly cert: string; readonly key: string };

const BODY_LIMIT_BYTES = 64 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_PARAM_LENGTH = 512;
/** How often slow requests are checked. Node's default of 30 s would add to the limits. */
const CONNECTIONS_CHECK_MS = 2_000;
/** A client that connects and says nothing must not keep a closing server. */
const TLS_HANDSHAKE_TIMEOUT_MS = 5_000;

function listener(tls: TlsIdentity | undefined) {
  const checks = { connectionsCheckingInterval: CONNECTIONS_CHECK_MS };
  if (tls === undefined) return { http: checks };
  const https = { ...tls, ...checks, handshakeTimeout: TLS_HANDSHAKE_TIMEOUT_MS };
  // Fastify's types tell the two servers apart. What is used here, both have.
  return { https } as unknown as { http: typeof checks };
}

/** Paths are taken with and without the prefix, because some proxies take it away and some do not. */
function rewriting(basePath: string | undefined) {
  if (!basePath) return {};
  const rewriteUrl = ({ url = '' }: { readonly url?: string | undefined }) =>
    url.startsWith(`${basePath}/`) ? url.slice(basePath.length) : url;
  return { rewriteUrl };
}

/**
 * A Fastify server with what both services share: ids, validation, one error handler, one log line.
 */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const app = fastify({
    loggerInstance: options.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    genReqId: requestId,
    bodyLimit: options.bodyLimitBytes ?? BODY_LIMIT_BYTES,
    requestTimeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    // Fastify's own would run all of a GET, and so a whole export.
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    // Its answer has no code; see end-connections.
    return503OnClosing: false,
    ...rewriting(options.basePath),
    ...listener(options.tls),
    clientErrorHandler: (error, socket) => answerClientError(error, socket, options.onError),
    frameworkErrors: (error, request, reply) => {
      const thrown = error.code === 'FST_ERR_BAD_URL' ? badPath(error) : error;
      return answerError(thrown, request, reply, options.onError);
    },
    schemaErrorFormatter: (errors, part) =>
      new ServiceError('VALIDATION_FAILED', 'The request is not valid: see details.', {
        details: validationDetails(errors, part),
      }),
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(compileValidator);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store' });
  });
  readStrictly(app as unknown as FastifyInstance);
  app.addHook('onResponse', createRequestLog());
  app.addHook('onRequestAbort', logAbort);
  watchAnswers(app as unknown as FastifyInstance, options.readingPace ?? READING_PACE);
  endConnectionsOnClose(app as unknown as FastifyInstance);
  app.setErrorHandler((error, request, reply) =>
    answerError(error, request, reply, options.onError),
  );
  app.setNotFoundHandler((request, reply) => {
    const error = new ServiceError('ROUTE_NOT_FOUND', 'There is no such route.');
    return answerError(error, request, reply, options.onError);
  });
  return app as unknown as HttpServer;
}
