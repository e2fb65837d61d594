import { describe, expect, it } from 'vitest';
import { createSemaphore } from '../src/semaphore.ts';

describe('a semaphore', () => {
  it('serves waiters in order of arrival, and never more than its limit', async () => {
    const semaphore = createSemaphore(2);
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    const work = async (n: number) => {
      const release = await semaphore.acquire();
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
    expect(semaphore.inUse()).toBe(0);
  });

  it('refuses at its limit, and counts one that is released twice once', () => {
    const semaphore = createSemaphore(2);
    const release = semaphore.tryAcquire();
    semaphore.tryAcquire();
    expect(semaphore.tryAcquire()).toBeNull();
    release?.();
    release?.();
    expect(semaphore.inUse()).toBe(1);
    expect([semaphore.tryAcquire(), semaphore.tryAcquire()].filter(Boolean)).toHaveLength(1);
  });

  it('is released once for its waiters, too, however often the holder says so', async () => {
    const semaphore = createSemaphore(1);
    const release = await semaphore.acquire();
    release();
    release();
    await semaphore.acquire();
    await expect(semaphore.acquire(AbortSignal.abort(new Error('full')))).rejects.toThrow('full');
    expect(semaphore.inUse()).toBe(1);
  });

  it('prefers those who wait, in their order, to those who come later', async () => {
    const semaphore = createSemaphore(1);
    const first = semaphore.tryAcquire();
    const order: string[] = [];
    const waits = ['second', 'third'].map(async (name) => {
      const release = await semaphore.acquire();
      order.push(name);
      release();
    });
    first?.();
    expect(semaphore.tryAcquire()).toBeNull();
    await Promise.all(waits);
    expect(order).toEqual(['second', 'third']);
    expect(semaphore.inUse()).toBe(0);
  });

  it('passes over a waiter that gave up', async () => {
    const semaphore = createSemaphore(1);
    const release = await semaphore.acquire();
    const controller = new AbortController();
    const leaving = semaphore.acquire(controller.signal);
    const staying = semaphore.acquire();
    controller.abort(new Error('tired'));
    await expect(leaving).rejects.toThrow('tired');
    release();
    (await staying)();
    expect(semaphore.inUse()).toBe(0);
  });

  it('loses nothing to a waiter that gave up, and admits none that comes with an aborted signal', async () => {
    const semaphore = createSemaphore(1);
    const first = semaphore.tryAcquire();
    const gone = new AbortController();
    const waited = semaphore.acquire(gone.signal);
    gone.abort(new Error('gone'));
    await expect(waited).rejects.toThrow('gone');
    await expect(semaphore.acquire(gone.signal)).rejects.toThrow('gone');
    first?.();
    expect(semaphore.tryAcquire()).not.toBeNull();
  });

  it('resolves whenIdle when the last holder has released', async () => {
    const semaphore = createSemaphore(2);
    await semaphore.whenIdle();
    const [one, two] = [semaphore.tryAcquire(), semaphore.tryAcquire()];
    let isIdle = false;
    const idle = semaphore.whenIdle().then(() => {
      isIdle = true;
    });
    one?.();
    await Promise.resolve();
    expect(isIdle).toBe(false);
    two?.();
    await idle;
  });
});
