import helmet from '@fastify/helmet';
import type { HttpServer } from '@grabber/service-kit/http-server';

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
