import type { Benchmark } from './benchmark.ts';
import { benchmarkEngine } from './engine/benchmark-engine.ts';
import { benchmarkStore } from './store/benchmark-store.ts';

/** By the name that `npm run bench` takes. */
export const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  engine: benchmarkEngine,
  store: benchmarkStore,
};
