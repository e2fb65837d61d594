import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { CountWatch, onInvalidated } from '../../src/rooms/contacts/rows/count-watch.ts';

const KEY = ['book', 'contacts', 'count', 'a', {}];

/** A count that ends when it is told to. */
function counting(client: QueryClient, enabled: boolean) {
  const waiting: (() => void)[] = [];
  const queryFn = () => new Promise<number>((resolve) => waiting.push(() => resolve(1)));
  const observer = new QueryObserver(client, { queryKey: KEY, queryFn, enabled, retry: false });
  const watch = new CountWatch(observer.getCurrentResult().dataUpdatedAt);
  const stops = [onInvalidated(client, KEY, watch.invalidate), observer.subscribe(() => undefined)];
  return {
    /** Whether the rows are to be read again once it has counted. */
    end: async () => {
      // Counts are told apart by their milliseconds.
      await new Promise((resolve) => setTimeout(resolve, 2));
      for (const resolve of waiting) resolve();
      await expect.poll(() => observer.getCurrentResult().isFetching).toBe(false);
      return watch.counted(observer.getCurrentResult().dataUpdatedAt);
    },
    start: () => observer.setOptions({ queryKey: KEY, queryFn, retry: false }),
    close: () => {
      for (const stop of stops) stop();
      client.clear();
    },
  };
}

test('the first count says nothing of the rows, each further one does', async () => {
  const client = new QueryClient();
  const count = counting(client, true);
  expect(await count.end()).toBe(false);
  void client.invalidateQueries({ queryKey: ['book'] });
  expect(await count.end()).toBe(true);
  count.close();
});

test.each([
  ['is made', true],
  ['begins', false],
])('a change before the first count %s makes the rows old', async (_, enabled) => {
  const client = new QueryClient();
  const count = counting(client, enabled);
  void client.invalidateQueries({ queryKey: ['book'] });
  count.start();
  expect(await count.end()).toBe(true);
  expect(await count.end()).toBe(false);
  count.close();
});

test('a change of another list does not', async () => {
  const client = new QueryClient();
  const count = counting(client, true);
  client.setQueryData(['book', 'contacts', 'count', 'b', {}], 1);
  void client.invalidateQueries({ queryKey: ['book', 'contacts', 'count', 'b'] });
  expect(await count.end()).toBe(false);
  count.close();
});
