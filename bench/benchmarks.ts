import type { Benchmark } from './benchmark.ts';
import { benchmarkEngine } from './engine/benchmark-engine.ts';
import { benchmarkGrab } from './grab/benchmark-grab.ts';
import { benchmarkStore } from './store/benchmark-store.ts';

/** By the name that `npm run bench` takes. */
export const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  engine: benchmarkEngine,
  grab: benchmarkGrab,
  store: benchmarkStore,
};
