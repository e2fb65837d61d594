import { afterEach, expect, it, vi } from 'vitest';
import { cacheBriefly } from '../src/cache-briefly.ts';

afterEach(() => vi.useRealTimers());

it('does the work once for all callers until its result is old', async () => {
  vi.useFakeTimers();
  const work = vi.fn(async () => work.mock.calls.length);
  const cached = cacheBriefly(work, 1_000);
  expect(await Promise.all([cached(), cached(), cached()])).toEqual([1, 1, 1]);
  vi.advanceTimersByTime(999);
  expect(await cached()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await cached()).toBe(2);
});

it('shares work that takes longer than its result is kept', async () => {
  vi.useFakeTimers();
  const { promise, resolve } = Promise.withResolvers<string>();
  const work = vi.fn(() => promise);
  const cached = cacheBriefly(work, 1_000);
  const first = cached();
  vi.advanceTimersByTime(60_000);
  const second = cached();
  resolve('done');
  expect(await Promise.all([first, second])).toEqual(['done', 'done']);
  expect(work).toHaveBeenCalledTimes(1);
});

it('keeps a rejection as briefly as a result', async () => {
  vi.useFakeTimers();
  const work = vi.fn().mockRejectedValueOnce(new Error('down')).mockResolvedValue('up');
  const cached = cacheBriefly<string>(work, 1_000);
  await expect(cached()).rejects.toThrow('down');
  await expect(cached()).rejects.toThrow('down');
  vi.advanceTimersByTime(1_000);
  expect(await cached()).toBe('up');
});
