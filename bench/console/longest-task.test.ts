import { expect, test } from 'vitest';
import { longestOf } from './longest-task.ts';

const TASK = 'ThreadControllerImpl::RunTask';

test('the longest task is that of the page, by the time of the processor', () => {
  const page = { pid: 7, tid: 1 };
  const other = { pid: 7, tid: 2 };
  const longest = longestOf([
    { ...page, name: 'thread_name', args: { name: 'CrRendererMain' } },
    { ...other, name: 'thread_name', args: { name: 'Compositor' } },
    { ...page, name: TASK, tdur: 12_500 },
    { ...page, name: 'another event', tdur: 90_000 },
    { ...other, name: TASK, tdur: 80_000 },
  ]);
  expect(longest).toBe(12.5);
});

test('a page without a task has a longest task of nothing', () => {
  expect(longestOf([])).toBe(0);
});
