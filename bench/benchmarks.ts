import type { Benchmark } from './benchmark.ts';
import { benchmarkEngine } from './engine/benchmark-engine.ts';
import { benchmarkGrab } from './grab/benchmark-grab.ts';
import { benchmarkStore } from './store/benchmark-store.ts';

/**
 * By the name that `npm run bench` takes, with the rounds it takes by default. A read is so short that what
 * else the machine does shows in it: its median is of more rounds.
 */
export const BENCHMARKS: Readonly<Record<string, { run: Benchmark; rounds: number }>> = {
  engine: { run: benchmarkEngine, rounds: 9 },
  grab: { run: benchmarkGrab, rounds: 5 },
  store: { run: benchmarkStore, rounds: 5 },
};
