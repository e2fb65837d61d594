import { type FakeEngine, startFakeEngine } from '@grabber/engine-client/testing/fake-engine';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { keepSessionsPlaced } from '../../src/use-cases/sessions/keep-sessions-placed.ts';
import { createSession, request } from './request.ts';
import { startTestApi, type TestApi } from './test-api.ts';

/** Machines of tests are busy. */
export const PATIENCE = { timeout: 30_000, interval: 50 };

/** An API, or several on one database, and several fake engines. */
export type Several = {
  readonly api: TestApi;
  readonly replica: TestApi;
  readonly engines: readonly [FakeEngine, FakeEngine];
  stop(): Promise<void>;
};

type Options = Parameters<typeof startTestApi>[0];

async function startSeveral(options: Options = {}): Promise<Several> {
  const one = await startFakeEngine();
  const two = await startFakeEngine(one.secret);
  const engines = [one, two] as const;
  const api = await startTestApi({ fakeEngines: engines, ...options });
  const replica = await startTestApi({ beside: api, fakeEngines: engines, ...options });
  return {
    api,
    replica,
    engines,
    async stop() {
      await replica.stop();
      await api.stop();
      await Promise.all(engines.map((engine) => engine.close()));
    },
  };
}

/** New ones for each test of a file. */
export function severalForEach(options?: Options): Several {
  const several = {} as Several;
  beforeEach(async () => void Object.assign(several, await startSeveral(options)));
  afterEach(() => several.stop());
  return several;
}

/** The same ones for all tests of a file. */
export function severalForAll(options?: Options): Several {
  const several = {} as Several;
  beforeAll(async () => void Object.assign(several, await startSeveral(options)));
  afterAll(() => several.stop());
  return several;
}

/** A round of the process, without waiting for the starts that it begins. */
export async function round({ context }: TestApi): Promise<void> {
  if (context.pool === null) throw new Error('This API has one engine');
  // The round does not count the answers to a probe that began before it, as the background does.
  await context.pool.engines.probe(Number.POSITIVE_INFINITY);
  await keepSessionsPlaced(context, context.pool, new AbortController().signal);
}

/** A session that runs, and the engine that it was placed on. */
export async function placed({ api, engines }: Several, name = 'Sesi') {
  const id = await createSession(api, name);
  const { status } = await request(api, `/api/sessions/${id}/start`, { method: 'POST' });
  expect(status).toBe(200);
  const home = engines.find((engine) => engine.leaseOf(id) !== undefined);
  const other = engines.find((engine) => engine !== home);
  if (!home || !other) throw new Error('The session was not placed');
  return { id, home, other };
}

/** The same, linked and connected, as the database knows it. */
export async function linked(several: Several, name?: string) {
  const at = await placed(several, name);
  at.home.setSession(at.id, { status: 'connected', phone_number: '6281234567890' });
  at.home.setAccount(at.id, {});
  await round(several.api);
  return at;
}

/** The same, asleep with a stored copy. */
export async function asleep(several: Several, name?: string) {
  const at = await linked(several, name);
  await several.api.context.engine.sleepSession(at.id);
  await vi.waitFor(async () => {
    const { body } = await request(several.api, `/api/sessions/${at.id}/status`);
    expect(body.data).toMatchObject({ status: 'connected', asleep: true });
  }, PATIENCE);
  await round(several.api);
  return at;
}

/** As an engine that drains does it: it seals the profile of the session, and goes on saying so. */
export function drain(engine: FakeEngine, id: string): void {
  engine.setDraining(true);
  engine.setSession(id, { asleep: true });
  engine.setHold(id, { bundle_generation: 4, bundle_is_current: true });
}

/** As if so many seconds of the database's time had passed for the lease of the session. */
export async function pass({ db }: TestApi, id: string, seconds: number): Promise<void> {
  await db.pool.query(
    `UPDATE session_placements SET expires_at = expires_at - make_interval(secs => $2),
       placed_at = placed_at - make_interval(secs => $2) WHERE session_id = $1`,
    [id, seconds],
  );
}

/** The process notices that an engine does not answer, and that another one does again. */
export async function notice({ context }: TestApi): Promise<void> {
  // The first may join a probe that began before, as followers of events begin them.
  await context.pool?.engines.probe();
  await context.pool?.engines.probe();
}

/** An engine that was down is there again, and the process has heard of it. */
export async function comeBack(api: TestApi, engine: FakeEngine): Promise<void> {
  await engine.comeUp();
  await vi.waitFor(async () => {
    await notice(api);
    const ids = api.context.pool?.engines.seen().map(({ reading }) => reading.identity.engine_id);
    expect(ids).toContain(engine.engineId());
  }, PATIENCE);
}

export const start = (api: TestApi, id: string) =>
  request(api, `/api/sessions/${id}/start`, { method: 'POST' });
