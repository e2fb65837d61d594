import { expect, it } from 'vitest';
import { createKeyedMutex } from '../src/keyed-mutex.ts';

it('holders of one key follow each other, those of others do not wait', async () => {
  const mutex = createKeyedMutex();
  const release = await mutex.acquire('a');
  await mutex.acquire('b');
  const order: string[] = [];
  const second = mutex.acquire('a').then(() => order.push('second'));
  order.push('first ends');
  release();
  await second;
  expect(order).toEqual(['first ends', 'second']);
});

it('a holder that releases twice, the second time late, does not let two in', async () => {
  const mutex = createKeyedMutex();
  const release = await mutex.acquire('a');
  release();
  await mutex.acquire('a');
  release();
  const late = mutex.acquire('a', AbortSignal.timeout(20));
  await expect(late).rejects.toMatchObject({ name: 'TimeoutError' });
});

it('work goes on after work that failed, with its own result', async () => {
  const mutex = createKeyedMutex();
  const order: string[] = [];
  const failing = mutex.runExclusive('a', async () => {
    order.push('first');
    await Promise.resolve();
    order.push('first fails');
    throw new Error('failed');
  });
  const next = mutex.runExclusive('a', async () => order.push('second'));
  await expect(failing).rejects.toThrow('failed');
  expect(await next).toBe(3);
  expect(order).toEqual(['first', 'first fails', 'second']);
});
