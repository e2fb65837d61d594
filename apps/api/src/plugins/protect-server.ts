import helmet from '@fastify/helmet';
import type { HttpServer } from '@grabber/service-kit/http-server';

/** Within the server's request timeout, which bounds the body, too. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Further ones are refused: each costs memory, however idle it is. */
const MAX_CONNECTIONS = 2_000;
const MAX_HEADERS = 100;

/** Bounds what clients can hold by being slow or many. */
export function limitConnections({ server }: HttpServer): void {
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.maxConnections = MAX_CONNECTIONS;
  server.maxHeadersCount = MAX_HEADERS;
}

/** Answers are data: a browser that is led to one must run, frame and guess nothing. */
export function secureHeaders(app: HttpServer): void {
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    frameguard: { action: 'deny' },
    // Whether the address is HTTPS for good is for the proxy in front to know.
    strictTransportSecurity: false,
  });
}
