import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pageDataOf } from '../account/page-data.ts';
import { ControlError } from '../control-error.ts';
import type { Page, PageKeys, PageLooks } from '../core/page-registry.ts';
import { optionsOf, type Simulation } from '../core/simulation.ts';
import { addReport, type QueryReport } from '../query-counts.ts';
import { openEventStream } from './event-stream.ts';

type Hello = { device: { id: string; secret: string } | null; keys: PageKeys };
type OfPage = { page_id: string };

/** The page's own API. Only src/page uses these routes. */
export function addPageRoutes(server: FastifyInstance, simulation: Simulation): void {
  const { pages } = simulation;

  server.post<{ Body: Hello }>('/simulator/hello', async (request) =>
    greet(simulation, request.body, request.headers['user-agent'] ?? ''),
  );

  server.get<{ Querystring: OfPage }>('/simulator/events', (request, reply) => {
    openEventStream(pages, pages.get(request.query.page_id), reply);
  });

  server.post<{ Body: OfPage & { id: string; result?: unknown; error?: string } }>(
    '/simulator/acknowledge',
    async ({ body }) => {
      pages.acknowledge(pages.get(body.page_id), body.id, body.result ?? null, body.error);
      return {};
    },
  );

  server.post<{ Body: OfPage & { show: boolean } }>('/simulator/ref', async ({ body }) => {
    const page = pages.get(body.page_id);
    page.ref = body.show ? `2@${randomBytes(96).toString('base64')}` : null;
    return { ref: page.ref };
  });

  server.post<{ Body: OfPage & { phone_number: string } }>(
    '/simulator/pairing-code',
    async ({ body }) => {
      const page = pages.get(body.page_id);
      return {
        code: simulation.pairingCodes.create(page.id, body.phone_number, simulation.options),
      };
    },
  );

  server.post<{ Body: OfPage }>('/simulator/account', async ({ body }, reply) => {
    const { account } = simulation.accounts.get(linkedDevice(pages.get(body.page_id)).accountId);
    return reply.type('application/json').send(JSON.stringify(pageDataOf(account)));
  });

  server.post<{ Body: OfPage & { report: QueryReport } }>(
    '/simulator/queries',
    async ({ body }) => {
      const entry = simulation.accounts.get(linkedDevice(pages.get(body.page_id)).accountId);
      entry.queries = addReport(entry.queries, body.report);
      return {};
    },
  );

  server.post<{ Body: OfPage & Partial<PageLooks> }>('/simulator/looks', async ({ body }) => {
    const { page_id, ...looks } = body;
    Object.assign(pages.get(page_id).looks, looks);
    return {};
  });

  server.post<{ Body: OfPage }>('/simulator/logout', async ({ body }) => {
    const page = pages.get(body.page_id);
    simulation.devices.unlink(linkedDevice(page).id);
    page.device = null;
    return {};
  });
}

/** Registers a page and answers the state of its device. */
function greet(simulation: Simulation, { device: claimed, keys }: Hello, userAgent: string) {
  const device = claimed && simulation.devices.find(claimed.id, claimed.secret);
  const entry = device && simulation.accounts.find(device.accountId);
  const linked = entry ? { id: device.id, accountId: device.accountId } : null;
  const earlier = simulation.pages.all().filter((page) => linked && page.device?.id === linked.id);
  const page = simulation.pages.add(keys, linked, userAgent);
  // WhatsApp serves one page of a device at a time. The answer of the earlier page is not awaited.
  for (const one of earlier) simulation.pages.command(one, 'fault', REPLACED).catch(() => {});
  return {
    page_id: page.id,
    options: optionsOf(simulation, linked?.accountId ?? null),
    link: linked ? 'linked' : claimed ? 'unlinked' : 'unpaired',
    version: entry?.account.version ?? 0,
    faults: entry?.faults ?? [],
  };
}

const REPLACED = { fault: { type: 'used_elsewhere' } };

function linkedDevice(page: Page) {
  if (!page.device)
    throw new ControlError(403, 'NOT_LINKED', 'The page is not linked to an account');
  return page.device;
}
