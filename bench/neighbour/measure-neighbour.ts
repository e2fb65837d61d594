import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { peakMemory, resetPeak } from '../grab/process-memory.ts';
import { type BenchServer, inNewDatabase } from '../store/bench-database.ts';
import { storeByCopy } from '../store/store-by-copy.ts';
import { type NeighbourStack, startNeighbourStack, type Tenant } from './neighbour-stack.ts';
import type { Noise } from './noise.ts';

const WORKER = fileURLToPath(new URL('noise-worker.ts', import.meta.url));
const PAUSE_MS = 20;
/** One in so many calls is a grab. */
const GRAB_EVERY = 50;
const HANGING_SESSIONS = 20;

export type NeighbourSizes = {
  /** In the address book of the noisy workspace. */
  readonly noisy: number;
  /** In that of the measured one. */
  readonly quiet: number;
  /** List pages that are measured without the noise, and as many with it. */
  readonly pages: number;
};

/** Milliseconds of each list page and of each grab. */
export type Served = { readonly pages: readonly number[]; readonly grabs: readonly number[] };

export type NeighbourRound = {
  readonly alone: Served;
  readonly beside: Served;
  /** How often the searches and grabs of the neighbour got each status; 0: none. */
  readonly noise: Readonly<Record<string, number>>;
  /** The API's peak of resident memory while the neighbour was at work, in bytes. */
  readonly peakBytes: number;
};

/** The same calls of one workspace, first alone and then beside a workspace that takes all it can get. */
export function measureNeighbour(
  server: BenchServer,
  sizes: NeighbourSizes,
): Promise<NeighbourRound> {
  return inNewDatabase(server.url, async (database) => {
    const stack = await startNeighbourStack(database.url);
    try {
      const noisy = await stack.addTenant('noisy');
      const quiet = await stack.addTenant('quiet');
      for (const [tenant, contacts] of [
        [noisy, sizes.noisy] as const,
        [quiet, sizes.quiet] as const,
      ]) {
        await storeByCopy(
          { ...database, session_id: tenant.session },
          { contacts, groups: 0, members: 0 },
        );
      }
      await database.db.pool.query('VACUUM ANALYZE contacts');
      await serve(stack, quiet, sizes.pages);
      const alone = await serve(stack, quiet, sizes.pages);
      const hanging = await stack.addHangingSessions(noisy, HANGING_SESSIONS);
      await resetPeak(stack.apiPid);
      const noise = await startNoise({ url: stack.url, ...noisy, hanging });
      try {
        const beside = await serve(stack, quiet, sizes.pages);
        return {
          ...{ alone, beside, noise: await noise.answered() },
          peakBytes: await peakMemory(stack.apiPid),
        };
      } finally {
        noise.stop();
      }
    } finally {
      await stack.stop();
    }
  });
}

async function startNoise(noise: Noise) {
  const worker = fork(WORKER);
  worker.send(noise);
  const ended = once(worker, 'exit').then(() => {
    throw new Error('The noise ended before the measurement');
  });
  await Promise.race([once(worker, 'message'), ended]);
  ended.catch(() => {});
  return {
    answered: async (): Promise<Record<string, number>> => {
      worker.send('answered');
      const [counts] = await once(worker, 'message');
      return counts;
    },
    stop: () => worker.kill(),
  };
}

/** Pages through the address book and grabs now and then. Throws when a call is refused. */
async function serve(stack: NeighbourStack, tenant: Tenant, pages: number): Promise<Served> {
  const path = `/api/sessions/${tenant.session}`;
  const served = { pages: [] as number[], grabs: [] as number[] };
  let cursor: string | null = null;
  for (let n = 0; n < pages; n += 1) {
    const next: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await timed<Page>(stack, tenant, `${path}/contacts?limit=100${next}`);
    served.pages.push(page.ms);
    cursor = page.body.data.next_cursor ?? null;
    if (n % GRAB_EVERY === 0) {
      served.grabs.push((await timed(stack, tenant, `${path}/grab-contacts`)).ms);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return served;
}

type Page = { data: { next_cursor?: string | null } };

async function timed<Body>({ url }: NeighbourStack, { key }: Tenant, path: string) {
  const startedAt = performance.now();
  const answer = await fetch(`${url}${path}`, { headers: { 'x-api-key': key } });
  const body = (await answer.json()) as Body;
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(body)}`);
  return { ms: performance.now() - startedAt, body };
}
