import Fastify, { type FastifyInstance } from 'fastify';
import { addErrorHandler } from '../control/error-handler.ts';
import type { Simulation } from '../core/simulation.ts';
import type { TlsIdentity } from '../tls-identity.ts';
import { addPageFiles } from './page-files.ts';
import { addPageRoutes } from './page-routes.ts';

const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

/** The browser's web.whatsapp.com: the page, its files, and the page's own API. */
export function createPageServer(simulation: Simulation, tls: TlsIdentity): FastifyInstance {
  const server = Fastify({
    https: { key: tls.key, cert: tls.certificate },
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
  }) as unknown as FastifyInstance;
  addErrorHandler(server);
  server.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  addPageFiles(server);
  addPageRoutes(server, simulation);
  return server;
}
