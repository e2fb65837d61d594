import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { startGrabStack } from '../grab/grab-stack.ts';
import type { StoreSize } from '../store/account.ts';
import { type BenchServer, inNewDatabase } from '../store/bench-database.ts';
import { grabAll, linkSession } from './sleepers.ts';
import { type MemorySample, sampleMemory, watchMemory } from './watch-memory.ts';

/** After it, a page holds what it keeps. */
const REST_MS = 10_000;

export type AllAwake = {
  readonly sessions: number;
  /** Of all processes but the simulator, after each session was grabbed and rested. */
  readonly resting: MemorySample;
  /** Before the first session was linked. */
  readonly empty: MemorySample;
  readonly peak: MemorySample;
};

/** The usual way: each session keeps its browser. */
export function measureAwake(
  { simulator, server }: { simulator: Simulator; server: BenchServer },
  { sessions, size }: { sessions: number; size: StoreSize },
): Promise<AllAwake> {
  return inNewDatabase(server.url, async ({ url, db }) => {
    const stack = await startGrabStack(simulator, url, {
      engine: { ENGINE_MAX_SESSIONS: String(sessions) },
    });
    try {
      const roots = [stack.enginePid, stack.apiPid, server.pid];
      const empty = await sampleMemory(roots, stack.dataDir);
      const ids: string[] = [];
      for (let count = 0; count < sessions; count += 1)
        ids.push(await linkSession(stack, simulator, size));
      const watch = watchMemory(roots, stack.dataDir);
      await grabAll(stack, db, ids);
      await sleep(REST_MS);
      const peak = await watch.stop();
      return { sessions, empty, peak, resting: await sampleMemory(roots, stack.dataDir) };
    } finally {
      await stack.stop();
    }
  });
}
