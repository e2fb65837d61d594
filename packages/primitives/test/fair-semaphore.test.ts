import { expect, it } from 'vitest';
import { createFairSemaphore } from '../src/fair-semaphore.ts';

type Fair = ReturnType<typeof createFairSemaphore>;

/** Takes as much as the key gets. */
function takeAll(semaphore: Fair, key: string) {
  const releases = [];
  for (let one = semaphore.tryAcquire(key); one; one = semaphore.tryAcquire(key))
    releases.push(one);
  return releases;
}

it('a key alone gets half, each next one half of the rest, and the last one the last', () => {
  const semaphore = createFairSemaphore({ total: 8 });
  const taken = ['a', 'b', 'c', 'd', 'e'].map((key) => takeAll(semaphore, key));
  expect(taken.map(({ length }) => length)).toEqual([4, 2, 1, 1, 0]);
  expect(semaphore.inUse('a')).toBe(4);
  for (const release of taken.flat()) release();
  expect(semaphore.inUse()).toBe(0);
  expect(takeAll(semaphore, 'e')).toHaveLength(4);
});

it('a single place goes to whichever key comes first', () => {
  const semaphore = createFairSemaphore({ total: 1 });
  const release = semaphore.tryAcquire('a');
  expect(semaphore.tryAcquire('b')).toBeNull();
  release?.();
  release?.();
  expect(semaphore.tryAcquire('b')).not.toBeNull();
});

it('a key never gets more than its own limit', () => {
  expect(takeAll(createFairSemaphore({ total: 100, perKey: 3 }), 'a')).toHaveLength(3);
});

it('what is larger than a place is shared by the same rule', () => {
  const semaphore = createFairSemaphore({ total: 100 });
  expect(semaphore.tryAcquire('a', 51)).toBeNull();
  const release = semaphore.tryAcquire('a', 50);
  expect(semaphore.tryAcquire('a', 1)).toBeNull();
  expect(semaphore.tryAcquire('b', 25)).not.toBeNull();
  release?.();
  expect(semaphore.inUse()).toBe(25);
});

it('of the waiters the key that holds least comes first, then the one that waits longest', async () => {
  const semaphore = createFairSemaphore({ total: 2 });
  const held = [await semaphore.acquire('a'), await semaphore.acquire('b')];
  const order: string[] = [];
  const wait = (key: string) =>
    semaphore.acquire(key).then((release) => {
      order.push(key);
      return release;
    });
  const waiters = [wait('a'), wait('c'), wait('d')];
  held[1]?.();
  (await waiters[1])?.();
  (await waiters[2])?.();
  held[0]?.();
  (await waiters[0])?.();
  expect(order).toEqual(['c', 'd', 'a']);
  await semaphore.whenIdle();
});

it('a waiter whose signal aborts leaves the queue with its reason, and the next one is served', async () => {
  const semaphore = createFairSemaphore({ total: 1 });
  const release = await semaphore.acquire('a');
  const controller = new AbortController();
  const leaver = semaphore.acquire('b', controller.signal);
  const next = semaphore.acquire('c');
  const reason = new Error('gone');
  controller.abort(reason);
  await expect(leaver).rejects.toBe(reason);
  release();
  (await next)();
  expect(semaphore.inUse()).toBe(0);
  await expect(semaphore.acquire('d', controller.signal)).rejects.toBe(reason);
});
