import type { Benchmark } from './benchmark.ts';
import { benchmarkConsole } from './console/benchmark-console.ts';
import { benchmarkEngine } from './engine/benchmark-engine.ts';
import { benchmarkGrab } from './grab/benchmark-grab.ts';
import { benchmarkNeighbour } from './neighbour/benchmark-neighbour.ts';
import { benchmarkPlacement } from './placement/benchmark-placement.ts';
import { benchmarkScale } from './scale/benchmark-scale.ts';
import { benchmarkStore } from './store/benchmark-store.ts';

/**
 * The benchmarks by the name for `npm run bench`, with their default rounds. A read is short, so
 * other work of the machine shows in it. Its median therefore comes from more rounds.
 */
export const BENCHMARKS: Readonly<Record<string, { run: Benchmark; rounds: number }>> = {
  console: { run: benchmarkConsole, rounds: 3 },
  engine: { run: benchmarkEngine, rounds: 9 },
  grab: { run: benchmarkGrab, rounds: 5 },
  neighbour: { run: benchmarkNeighbour, rounds: 3 },
  placement: { run: benchmarkPlacement, rounds: 3 },
  scale: { run: benchmarkScale, rounds: 1 },
  store: { run: benchmarkStore, rounds: 5 },
};
