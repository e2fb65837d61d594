import { expect, test } from 'vitest';
import type { ConsoleRound } from './measure-pages.ts';
import { consoleTable, searchTable, summariseConsole } from './summarise-console.ts';

const MEMORY = { heap: 8_000_000, rss: 250_000_000, pss: 150_000_000 };
const FIRST = { cold: 900, warm: 400 };

function round(changes: Partial<ConsoleRound> = {}): ConsoleRound {
  const scrolled = { longTasks: [60, 120], longestCpuMs: 40, pixels: 1_000 };
  return {
    first: FIRST,
    firstOfAll: FIRST,
    searches: [
      { kind: 'Arabic', text: 'علي', ms: 150 },
      { kind: 'Arabic', text: 'عمر', ms: 250 },
    ],
    scrolling: {
      ...{ wheel: scrolled, drag: { longTasks: [], longestCpuMs: 20, pixels: 0 } },
      ...{ before: { ...MEMORY, heap: 6_000_000 }, after: MEMORY, peak: MEMORY },
    },
    ...{ jumpMs: 800, firstLoadBytes: 195 * 1_024, contactsBytes: 250 * 1_024 },
    ...changes,
  };
}

test('each figure stands beside its goal, and says whether it is met', () => {
  const { rows } = consoleTable([round()], [round()]);
  expect(rows).toContainEqual(['first rows, empty cache', '≤ 1000 ms', '900 ms', 'yes', '900 ms']);
  expect(rows).toContainEqual([
    ...['longest task in 30 s of the wheel', '≤ 100 ms', '120 ms', 'no', '120 ms'],
  ]);
});

test('a round without a long task counts as zero', () => {
  const { drag_longest_task_ms } = summariseConsole([round()], [round()]);
  expect(drag_longest_task_ms).toBe(0);
});

test('a jump that took more than a minute is no number', () => {
  const late = [round({ jumpMs: null })];
  expect(consoleTable(late, late).rows).toContainEqual([
    ...['jump to the last row', '-', '> 1 min', '-', '-'],
  ]);
  expect(summariseConsole(late, late)).not.toHaveProperty('jump_to_end_ms');
});

test('the searches of one kind make one line', () => {
  const { rows } = searchTable([round()], [round()]);
  expect(rows).toEqual([['Arabic', 'علي', '200 ms', '250 ms', '200 ms', '250 ms']]);
});
