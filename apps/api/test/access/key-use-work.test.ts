import { recordKeyUses } from '@grabber/database/api-keys/api-keys';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createKeyUseWork, type KeyUseWork } from '../../src/jobs/key-use-work.ts';

vi.mock('@grabber/database/api-keys/api-keys', () => ({ recordKeyUses: vi.fn() }));

const START = new Date('2024-01-15T10:30:00.000Z');
const seconds = (count: number) => new Date(START.getTime() + count * 1000);
const record = vi.mocked(recordKeyUses);
const written = () => record.mock.calls.map(([, { uses }]) => uses);

let work: KeyUseWork;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  record.mockReset().mockResolvedValue();
  const logger = pino({ enabled: false });
  work = createKeyUseWork({ db: {} as never, clock: () => new Date(), logger });
});
afterEach(() => vi.useRealTimers());

it('writes the uses of all keys in one statement, after the requests', async () => {
  for (const key of ['one', 'two', 'one']) work.note(key);
  expect(written()).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(written()).toEqual([
    [
      { id: 'one', used_at: START },
      { id: 'two', used_at: START },
    ],
  ]);
});

it('writes a key in constant use once a minute, and nothing when no key is used', async () => {
  for (let second = 0; second < 180; second += 1) {
    work.note('one');
    await vi.advanceTimersByTimeAsync(1_000);
  }
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(written().flat()).toEqual([0, 60, 120].map((at) => ({ id: 'one', used_at: seconds(at) })));
});

it('survives a failing database, and writes the uses with the next ones', async () => {
  record.mockRejectedValueOnce(new Error('cannot execute UPDATE in a read-only transaction'));
  work.note('one');
  await vi.advanceTimersByTimeAsync(30_000);
  work.note('two');
  await vi.advanceTimersByTimeAsync(30_000);
  expect(written().at(-1)).toEqual([
    { id: 'one', used_at: START },
    { id: 'two', used_at: seconds(30) },
  ]);
});

it('writes what is noted when it stops', async () => {
  work.note('one');
  await work.stop();
  expect(written()).toEqual([[{ id: 'one', used_at: START }]]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(written()).toHaveLength(1);
});
