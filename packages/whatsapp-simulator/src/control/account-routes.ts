import type { FastifyInstance } from 'fastify';
import type { AccountSpec } from '../account/account-spec.ts';
import type { Operation } from '../account/operations/operations.ts';
import { truthOf } from '../account/truth.ts';
import { changeAccount } from '../core/change-account.ts';
import { collectQueries, resetQueries } from '../core/collect-queries.ts';
import type { Simulation } from '../core/simulation.ts';
import { accountView } from './account-view.ts';
import { accountSpecSchema, operationsSchema } from './schemas.ts';

type OfAccount = { Params: { id: string } };

export function addAccountRoutes(server: FastifyInstance, simulation: Simulation): void {
  const { accounts } = simulation;

  server.post<{ Body: Partial<AccountSpec> }>(
    '/accounts',
    { schema: { body: accountSpecSchema } },
    async (request, reply) => {
      const { entry, created } = accounts.create(request.body);
      return reply.status(created ? 201 : 200).send(accountView(simulation, entry));
    },
  );
  server.get('/accounts', async () => ({
    accounts: accounts.all().map((entry) => accountView(simulation, entry)),
  }));
  server.get<OfAccount>('/accounts/:id', async ({ params }) =>
    accountView(simulation, accounts.get(params.id)),
  );
  server.get<OfAccount>('/accounts/:id/truth', async ({ params }) =>
    truthOf(accounts.get(params.id).account),
  );
  server.post<OfAccount & { Body: { operations: Operation[] } }>(
    '/accounts/:id/changes',
    { schema: { body: operationsSchema } },
    async ({ params, body }) => {
      const results = await changeAccount(simulation, params.id, body.operations);
      return { ...accountView(simulation, accounts.get(params.id)), results };
    },
  );
  server.get<OfAccount>('/accounts/:id/queries', async ({ params }) =>
    collectQueries(simulation, params.id),
  );
  server.delete<OfAccount>('/accounts/:id/queries', async ({ params }, reply) => {
    await resetQueries(simulation, params.id);
    return reply.status(204).send();
  });
}
