import { expect, it } from 'vitest';
import { createKeyedSemaphore } from '../src/keyed-semaphore.ts';

it('one key cannot take what is left for the others', async () => {
  const semaphore = createKeyedSemaphore({ total: 3, perKey: 2 });
  const held = [await semaphore.acquire('a'), await semaphore.acquire('a')];
  const impatient = AbortSignal.timeout(20);
  await expect(semaphore.acquire('a', impatient)).rejects.toMatchObject({ name: 'TimeoutError' });
  held.push(await semaphore.acquire('b'));
  const full = AbortSignal.timeout(20);
  await expect(semaphore.acquire('c', full)).rejects.toMatchObject({ name: 'TimeoutError' });
  for (const release of held) release();
  expect(semaphore.isIdle()).toBe(true);
});

it('a waiter gets what is released, once', async () => {
  const semaphore = createKeyedSemaphore({ total: 1, perKey: 1 });
  const release = await semaphore.acquire('a');
  const [own, other] = [semaphore.acquire('a'), semaphore.acquire('b')];
  release();
  release();
  const first = await Promise.race([own, other]);
  first();
  for (const each of await Promise.all([own, other])) each();
  expect(semaphore.isIdle()).toBe(true);
});

it('a key is refused at once at either limit, and leaves nothing behind', () => {
  const semaphore = createKeyedSemaphore({ total: 2, perKey: 1 });
  const releases = [semaphore.tryAcquire('a'), semaphore.tryAcquire('b')];
  expect(semaphore.tryAcquire('a')).toBeNull();
  expect(semaphore.tryAcquire('c')).toBeNull();
  for (const release of releases) release?.();
  expect(semaphore.isIdle()).toBe(true);
  expect(semaphore.tryAcquire('a')).not.toBeNull();
});
