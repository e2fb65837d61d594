import { expect, it } from 'vitest';
import { createSlots } from '../../src/limits/slots.ts';

const never = new AbortController().signal;

it('are never more than the limit, and one given back twice is given back once', () => {
  const slots = createSlots(2);
  const release = slots.tryTake();
  slots.tryTake();
  expect(slots.tryTake()).toBeNull();
  release?.();
  release?.();
  expect(slots.inUse()).toBe(1);
  expect([slots.tryTake(), slots.tryTake()].filter(Boolean)).toHaveLength(1);
});

it('go to those who wait, in their order, before anybody who comes later', async () => {
  const slots = createSlots(1);
  const first = slots.tryTake();
  const order: string[] = [];
  const waits = ['second', 'third'].map(async (name) => {
    const release = await slots.take(never);
    order.push(name);
    release();
  });
  first?.();
  expect(slots.tryTake()).toBeNull();
  await Promise.all(waits);
  expect(order).toEqual(['second', 'third']);
  expect(slots.inUse()).toBe(0);
});

it('are not lost on those who gave up waiting', async () => {
  const slots = createSlots(1);
  const first = slots.tryTake();
  const gone = new AbortController();
  const waited = slots.take(gone.signal);
  gone.abort(new Error('gone'));
  await expect(waited).rejects.toThrow('gone');
  await expect(slots.take(gone.signal)).rejects.toThrow('gone');
  first?.();
  expect(slots.tryTake()).not.toBeNull();
});

it('tell when none is taken any more', async () => {
  const slots = createSlots(2);
  await slots.whenIdle();
  const [one, two] = [slots.tryTake(), slots.tryTake()];
  let isIdle = false;
  const idle = slots.whenIdle().then(() => {
    isIdle = true;
  });
  one?.();
  await Promise.resolve();
  expect(isIdle).toBe(false);
  two?.();
  await idle;
});
