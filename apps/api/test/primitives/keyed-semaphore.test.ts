import { expect, it } from 'vitest';
import { createKeyedPlaces } from '../../src/primitives/keyed-semaphore.ts';

const forEver = new AbortController().signal;

it('one key cannot take the places of the others', async () => {
  const places = createKeyedPlaces({ total: 3, ofAKey: 2 });
  const held = [await places.of('a').acquire(forEver), await places.of('a').acquire(forEver)];
  const impatient = AbortSignal.timeout(20);
  await expect(places.of('a').acquire(impatient)).rejects.toMatchObject({ name: 'TimeoutError' });
  held.push(await places.of('b').acquire(forEver));
  const full = AbortSignal.timeout(20);
  await expect(places.of('c').acquire(full)).rejects.toMatchObject({ name: 'TimeoutError' });
  for (const release of held) release();
  expect(places.isIdle()).toBe(true);
});

it('who waits gets the place that is given back, once', async () => {
  const places = createKeyedPlaces({ total: 1, ofAKey: 1 });
  const release = await places.of('a').acquire(forEver);
  const [own, other] = [places.of('a').acquire(forEver), places.of('b').acquire(forEver)];
  release();
  release();
  const first = await Promise.race([own, other]);
  first();
  for (const each of await Promise.all([own, other])) each();
  expect(places.isIdle()).toBe(true);
});
