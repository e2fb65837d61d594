import type { SessionStage } from './session-stage.ts';

export type Engine = Awaited<ReturnType<SessionStage['engine']>>;

/** From the time of the engine's clock on. */
export function lease(engine: Engine, generation: number, ms = 30_000) {
  return { generation, untilMs: engine.leaseClock.nowMs() + ms };
}

/** A linked session whose browser runs under a lease. */
export async function leased(engine: Engine, generation = 1, id = 'one') {
  return engine.connected(id, { lease: lease(engine, generation) });
}
