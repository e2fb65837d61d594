import type { Socket } from 'node:net';
import helmet from '@fastify/helmet';
import { normalizeIP } from '@fastify/rate-limit';
import { createFairSemaphore } from '@grabber/primitives/fair-semaphore';
import type { HttpServer } from '@grabber/service-kit/http-server';

/** Shorter than the server's request timeout, which also covers the body. */
const HEADERS_TIMEOUT_MS = 10_000;
/** More connections are refused, because even an idle one costs memory. */
const MAX_CONNECTIONS = 2_000;
const MAX_HEADERS = 100;

/**
 * Limits the resources that slow clients or many clients can hold. No address can open the last
 * connections of the others.
 */
export function limitConnections({ server }: HttpServer, perAddress: number): void {
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.maxConnections = MAX_CONNECTIONS;
  server.maxHeadersCount = MAX_HEADERS;
  const connections = createFairSemaphore({ total: MAX_CONNECTIONS, perKey: perAddress });
  server.on('connection', (socket: Socket) => {
    const release = connections.tryAcquire(normalizeIP(socket.remoteAddress ?? ''));
    if (release) socket.once('close', release);
    else socket.destroy();
  });
}

/** Answers are data: a browser must not run them, frame them or guess their type. */
export function secureHeaders(app: HttpServer): void {
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    frameguard: { action: 'deny' },
    // The proxy in front decides this: only it knows whether the address is always HTTPS.
    strictTransportSecurity: false,
  });
}
