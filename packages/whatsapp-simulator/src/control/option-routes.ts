import type { FastifyInstance } from 'fastify';
import type { Page } from '../core/page-registry.ts';
import { optionsOf, type Simulation } from '../core/simulation.ts';
import type { PageOptions } from '../page-options.ts';
import { optionsSchema } from './schemas.ts';

type OptionsBody = { Body: Partial<PageOptions> };

/** Options of all pages, and those of one account's pages, which win. */
export function addOptionRoutes(server: FastifyInstance, simulation: Simulation): void {
  const schema = { body: optionsSchema };

  async function push(pages: Page[]): Promise<void> {
    for (const page of pages) {
      const options = optionsOf(simulation, page.device?.accountId ?? null);
      await simulation.pages.commandAll([page], 'options', { options });
    }
  }

  server.get('/options', async () => simulation.options);
  server.patch<OptionsBody>('/options', { schema }, async ({ body }) => {
    Object.assign(simulation.options, body);
    simulation.saveOptions();
    await push(simulation.pages.all());
    return simulation.options;
  });
  server.patch<OptionsBody & { Params: { id: string } }>(
    '/accounts/:id/options',
    { schema },
    async ({ params, body }) => {
      const entry = simulation.accounts.get(params.id);
      Object.assign(entry.options, body);
      simulation.accounts.save(entry);
      await push(simulation.pages.ofAccount(params.id));
      return optionsOf(simulation, params.id);
    },
  );
  server.get('/pages', async () => ({
    pages: simulation.pages.all().map(({ id, device, ref, looks, userAgent }) => ({
      page_id: id,
      account_id: device?.accountId ?? null,
      shows_qr: ref !== null,
      looks_online: looks.online,
      dialog: looks.dialog,
      user_agent: userAgent,
    })),
  }));
}
