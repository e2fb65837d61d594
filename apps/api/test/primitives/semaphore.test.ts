import { expect, it } from 'vitest';
import { createKeyedTurns } from '../../src/primitives/keyed-mutex.ts';
import { createSemaphore } from '../../src/primitives/semaphore.ts';

const never = new AbortController().signal;

it('gives its places in order of arrival, and never more than it has', async () => {
  const semaphore = createSemaphore(2);
  const order: number[] = [];
  let inside = 0;
  let most = 0;
  const work = async (n: number) => {
    const release = await semaphore.acquire(never);
    inside += 1;
    most = Math.max(most, inside);
    order.push(n);
    await Promise.resolve();
    inside -= 1;
    release();
  };
  await Promise.all([0, 1, 2, 3, 4].map(work));
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
  expect(semaphore.isIdle()).toBe(true);
});

it('lets a waiter leave without losing its place to nobody', async () => {
  const semaphore = createSemaphore(1);
  const release = await semaphore.acquire(never);
  const controller = new AbortController();
  const leaving = semaphore.acquire(controller.signal);
  const staying = semaphore.acquire(never);
  controller.abort(new Error('tired'));
  await expect(leaving).rejects.toThrow('tired');
  release();
  (await staying)();
  expect(semaphore.isIdle()).toBe(true);
});

it('gives a place back once, however often its holder says so', async () => {
  const semaphore = createSemaphore(1);
  const release = await semaphore.acquire(never);
  release();
  release();
  await semaphore.acquire(never);
  await expect(semaphore.acquire(AbortSignal.abort(new Error('full')))).rejects.toThrow('full');
  expect(semaphore.isIdle()).toBe(false);
});

it('turns of one key follow each other, those of others do not wait', async () => {
  const turns = createKeyedTurns();
  const end = await turns.take('a', never);
  await turns.take('b', never);
  const order: string[] = [];
  const second = turns.take('a', never).then(() => order.push('second'));
  order.push('first ends');
  end();
  await second;
  expect(order).toEqual(['first ends', 'second']);
});
