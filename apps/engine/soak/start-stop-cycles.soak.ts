import { expect, it } from 'vitest';
import { earlyStops } from '../test/cases/early-stops.ts';
import { startStopCycles } from '../test/cases/start-stop-cycles.ts';

const CYCLES = 100;
const SETTLED_AFTER = 10;
const MAX_GROWTH = 1.1;

it('100 starts and stops leave no process, no lock, and no more memory than the first ten', async () => {
  const memory = await startStopCycles(CYCLES);
  const settled = memory[SETTLED_AFTER - 1];
  const last = memory.at(-1);
  process.stdout.write(`${JSON.stringify({ after_10_cycles: settled, after_100_cycles: last })}\n`);
  expect(memory).toHaveLength(CYCLES);
  expect(last?.held).toBeLessThanOrEqual((settled?.held ?? 0) * MAX_GROWTH);
  expect(last?.rss).toBeLessThanOrEqual((settled?.rss ?? 0) * MAX_GROWTH);
});

earlyStops(25);
