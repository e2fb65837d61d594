import type { FastifyInstance } from 'fastify';
import {
  clearAccountFaults,
  injectAccountFault,
  injectUnpairedFault,
} from '../core/fault-injection.ts';
import type { Simulation } from '../core/simulation.ts';
import type { Fault } from '../faults.ts';
import { faultSchema, unpairedFaultSchema } from './schemas.ts';

export function addFaultRoutes(server: FastifyInstance, simulation: Simulation): void {
  server.post<{ Params: { id: string }; Body: Fault }>(
    '/accounts/:id/faults',
    { schema: { body: faultSchema } },
    async ({ params, body }) => ({
      acknowledged_pages: await injectAccountFault(simulation, params.id, body),
    }),
  );
  server.delete<{ Params: { id: string } }>('/accounts/:id/faults', async ({ params }) => ({
    acknowledged_pages: await clearAccountFaults(simulation, params.id),
  }));
  server.post<{ Body: { qr?: string; fault: Fault } }>(
    '/unpaired-pages/faults',
    { schema: { body: unpairedFaultSchema } },
    async ({ body }) => ({
      acknowledged_pages: await injectUnpairedFault(simulation, body.fault, body.qr),
    }),
  );
}
