import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PageChain } from '../../src/rooms/contacts/rows/page-chain.ts';

/** A keyset list of numbers, whose cursor is the last number of a page. */
function listOf(numbers: number[]) {
  const asked: { cursor: string | null; limit: number }[] = [];
  const chain = new PageChain<number>(async (cursor, limit) => {
    asked.push({ cursor, limit });
    const rest = numbers.filter((number) => cursor === null || number > Number(cursor));
    const rows = rest.slice(0, limit);
    return { rows, next: rest.length > limit ? String(rows.at(-1)) : null };
  });
  return { chain, asked };
}

async function settled<Row>(chain: PageChain<Row>): Promise<void> {
  for (let before = -1; before !== chain.version(); ) {
    before = chain.version();
    await sleep(2);
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index * 10);

test('reads what is in view, and no more', async () => {
  const { chain, asked } = listOf(upTo(5_000));
  chain.want(0, 40);
  await settled(chain);
  expect(asked).toEqual([{ cursor: null, limit: 100 }]);
  expect(chain.rowAt(40)).toBe(400);
  expect(chain.rowAt(100)).toBeUndefined();
  expect(chain.end).toBeNull();
});

test('passes over the pages before a distant row, keeps none of them, and reads them again', async () => {
  const { chain, asked } = listOf(upTo(20_000));
  chain.want(15_000, 15_020);
  await settled(chain);
  expect(chain.rowAt(15_010)).toBe(150_100);
  expect(chain.rowAt(0)).toBeUndefined();
  expect(asked.length).toBeLessThan(25);
  chain.want(0, 20);
  await settled(chain);
  expect(chain.rowAt(0)).toBe(0);
  expect(chain.rowAt(15_010)).toBeUndefined();
});

test('knows the number of rows after the last page', async () => {
  const { chain } = listOf(upTo(130));
  chain.want(0, 120);
  await settled(chain);
  expect(chain.end).toBe(130);
  expect(chain.rowAt(129)).toBe(1_290);
  expect(chain.rowAt(130)).toBeUndefined();
});

test('is primed by an empty list, too', async () => {
  const { chain } = listOf([]);
  expect(chain.isPrimed).toBe(false);
  chain.want(0, 40);
  await settled(chain);
  expect(chain.isPrimed).toBe(true);
  expect(chain.end).toBe(0);
});

test('shows a row that came between others after a refresh, without a gap or a double', async () => {
  const numbers = upTo(1_000);
  const { chain } = listOf(numbers);
  chain.want(0, 350);
  await settled(chain);
  numbers.splice(51, 0, 505);
  chain.refresh();
  chain.want(0, 350);
  await settled(chain);
  const rows = Array.from({ length: 351 }, (_, index) => chain.rowAt(index));
  expect(rows).toEqual(numbers.slice(0, 351));
});

test('stops at an error, and goes on after a retry', async () => {
  let fails = true;
  const chain = new PageChain<number>(async () => {
    if (fails) throw new Error('no answer');
    return { rows: [1], next: null };
  });
  chain.want(0, 10);
  await settled(chain);
  expect(chain.error).toBeInstanceOf(Error);
  fails = false;
  chain.retry();
  await settled(chain);
  expect(chain.error).toBeNull();
  expect(chain.rowAt(0)).toBe(1);
});

test('ignores the answer to a request that it has ended', async () => {
  const answers: ((rows: number[]) => void)[] = [];
  const chain = new PageChain<number>(
    () => new Promise((resolve) => answers.push((rows) => resolve({ rows, next: null }))),
  );
  chain.want(0, 10);
  chain.refresh();
  answers[1]?.([2]);
  answers[0]?.([1]);
  await settled(chain);
  expect(chain.rowAt(0)).toBe(2);
});

const anchorsOf = (numbers: readonly number[], every: number) =>
  numbers.flatMap((_, row) =>
    row > 0 && row % every === 0 ? [{ row, cursor: String((numbers[row] ?? 0) - 1) }] : [],
  );

test('reads a distant row from the anchor before it, in one request', async () => {
  const numbers = upTo(100_000);
  const { chain, asked } = listOf(numbers);
  chain.want(0, 40);
  await settled(chain);
  chain.anchor(anchorsOf(numbers, 500));
  await settled(chain);
  expect(asked).toHaveLength(1);
  chain.want(70_450, 70_480);
  await settled(chain);
  expect(asked.slice(1)).toEqual([{ cursor: '699999', limit: 481 }]);
  expect(chain.rowAt(70_480)).toBe(704_800);
  chain.want(70_490, 70_540);
  await settled(chain);
  const rows = Array.from({ length: 51 }, (_, index) => chain.rowAt(70_490 + index));
  expect(rows).toEqual(numbers.slice(70_490, 70_541));
  chain.want(99_970, 99_999);
  await settled(chain);
  expect([chain.rowAt(99_999), chain.end]).toEqual([999_990, 100_000]);
  chain.want(0, 40);
  await settled(chain);
  expect(chain.rowAt(40)).toBe(400);
});

test('begins at an anchor at once when a jump came before the anchors', async () => {
  const numbers = upTo(100_000);
  const { chain, asked } = listOf(numbers);
  chain.want(0, 40);
  await settled(chain);
  chain.want(60_000, 60_040);
  chain.anchor(anchorsOf(numbers, 500));
  await settled(chain);
  expect(chain.rowAt(60_040)).toBe(600_400);
  expect(asked.length).toBeLessThan(5);
});

test('ends the request for rows that the view has left far behind', async () => {
  const signals: AbortSignal[] = [];
  const chain = new PageChain<number>((cursor, _limit, signal) => {
    signals.push(signal);
    const rows = [Number(cursor)];
    return cursor === null || cursor === 'here'
      ? Promise.resolve({ rows, next: 'x' })
      : new Promise(() => {});
  });
  chain.want(0, 40);
  await settled(chain);
  chain.anchor([
    { row: 5_000, cursor: 'left' },
    { row: 9_000, cursor: 'here' },
  ]);
  chain.want(5_000, 5_000);
  chain.want(5_010, 5_010);
  expect(signals.map(({ aborted }) => aborted).slice(-1)).toEqual([false]);
  const left = signals.at(-1);
  chain.want(9_000, 9_000);
  await settled(chain);
  expect(left?.aborted).toBe(true);
  expect(chain.rowAt(9_000)).toBeNaN();
});

test('waits for the anchors that come, and passes over pages where they fail', async () => {
  const numbers = upTo(20_000);
  const { chain, asked } = listOf(numbers);
  chain.want(0, 40);
  await settled(chain);
  chain.expectAnchors(true);
  chain.want(10_000, 10_040);
  await settled(chain);
  expect(asked).toHaveLength(1);
  chain.expectAnchors(false);
  await settled(chain);
  expect(chain.rowAt(10_040)).toBe(100_400);
});

test('shows the rows from before until those of new anchors are read', async () => {
  const numbers = upTo(20_000);
  const { chain } = listOf(numbers);
  chain.want(0, 40);
  await settled(chain);
  chain.anchor(anchorsOf(numbers, 500));
  chain.want(10_000, 10_040);
  await settled(chain);
  numbers.splice(50, 0, 495);
  chain.refresh();
  chain.anchor(anchorsOf(numbers, 700));
  expect(chain.rowAt(10_040)).toBe(100_400);
  await settled(chain);
  const rows = Array.from({ length: 41 }, (_, index) => chain.rowAt(10_000 + index));
  expect(rows).toEqual(numbers.slice(10_000, 10_041));
  expect(chain.rowAt(9_900)).toBe(numbers[9_900]);
});
