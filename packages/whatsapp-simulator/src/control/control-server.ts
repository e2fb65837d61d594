import Fastify, { type FastifyInstance } from 'fastify';
import type { Simulation } from '../core/simulation.ts';
import { addAccountRoutes } from './account-routes.ts';
import { addErrorHandler } from './error-handler.ts';
import { addFaultRoutes } from './fault-routes.ts';
import { addOptionRoutes } from './option-routes.ts';
import { addPhoneRoutes } from './phone-routes.ts';

const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

/** The control API. A test uses it instead of a phone, a network and a person. */
export function createControlServer(simulation: Simulation): FastifyInstance {
  const server = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    // A misspelt field must be an error, not a default.
    ajv: {
      customOptions: {
        removeAdditional: false,
        coerceTypes: false,
        useDefaults: false,
        allowUnionTypes: true,
      },
    },
  });
  addErrorHandler(server);
  server.get('/health', async () => ({ status: 'ok' }));
  addAccountRoutes(server, simulation);
  addPhoneRoutes(server, simulation);
  addFaultRoutes(server, simulation);
  addOptionRoutes(server, simulation);
  return server;
}
