import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGroupQueries } from '../../src/whatsapp/reader/page/group-queries.ts';
import type { Wid } from '../../src/whatsapp/reader/page/whatsapp-web.ts';

const SECOND_MS = 1_000;
const READ_MS = 60 * SECOND_MS;
const REFUSAL = Object.assign(new Error('rate-overlimit'), { statusCode: 429 });
const LIMITS = { concurrency: 3, timeoutMs: 10 * SECOND_MS, budget: 100, timeMs: READ_MS };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A read that queries groups; `answer` plays WhatsApp, by the group and the count of queries so far. */
function ask(
  count: number,
  answer: ((group: number, asked: number) => unknown) | null,
  limits: Partial<typeof LIMITS> = {},
) {
  const { timeMs, ...rest } = { ...LIMITS, ...limits };
  /** When each query came, in seconds since the first. */
  const times: number[] = [];
  const start = Date.now();
  let inFlight = 0;
  let peak = 0;
  const update = async ({ user }: Wid) => {
    const group = Number(user);
    times.push((Date.now() - start) / SECOND_MS);
    inFlight += 1;
    peak = Math.max(peak, inFlight);
    try {
      return await answer?.(group, times.length);
    } finally {
      inFlight -= 1;
    }
  };
  const collections = { GroupMetadata: answer ? { update } : undefined };
  vi.stubGlobal('window', { require: () => collections });
  const queries = createGroupQueries({ ...rest, endsAt: start + timeMs });
  const reasons: (string | null)[] = [];
  let answered = 0;
  for (let group = 0; group < count; group += 1) {
    queries.load({ user: String(group), server: 'g.us' }, (reason) => {
      answered += 1;
      reasons[group] = reason;
    });
  }
  return {
    queries,
    times,
    reasons,
    peak: () => peak,
    /** Lets time pass until all are answered. */
    async end() {
      for (let n = 0; n < 2 * READ_MS && answered < count; n += 100) {
        await vi.advanceTimersByTimeAsync(100);
      }
      expect(answered).toBe(count);
      return reasons;
    },
  };
}

const nulls = (count: number) => Array(count).fill(null);

test('groups are asked for a few at a time, each once', async () => {
  const read = ask(12, () => new Promise((resolve) => setTimeout(resolve, SECOND_MS)));
  expect(await read.end()).toEqual(nulls(12));
  expect(read.peak()).toBe(3);
  expect(read.queries.sent()).toBe(12);
});

describe('when WhatsApp refuses', () => {
  test('queries that are in flight together, it counts as one refusal: all wait, then one query goes first', async () => {
    const read = ask(12, (_, asked) => asked <= 4 && Promise.reject(REFUSAL));
    await vi.advanceTimersByTimeAsync(999);
    expect(read.times).toEqual([0, 0, 0]);
    await vi.advanceTimersByTimeAsync(2);
    expect(read.times).toEqual([0, 0, 0, 1]);
    await vi.advanceTimersByTimeAsync(1_997);
    expect(read.times).toHaveLength(4);
    expect(await read.end()).toEqual(nulls(12));
    expect(read.times.slice(4)).toEqual(Array(12).fill(3));
    expect(read.queries.sent()).toBe(16);
  });

  test('fewer are in flight from then on, and slowly more again', async () => {
    let peak = 0;
    let inFlight = 0;
    const read = ask(40, async (_, asked) => {
      if (asked <= 3) throw REFUSAL;
      inFlight += 1;
      peak = Math.max(peak, asked < 10 ? inFlight : 0);
      await new Promise((resolve) => setTimeout(resolve, SECOND_MS));
      inFlight -= 1;
    });
    expect(await read.end()).toEqual(nulls(40));
    expect(peak).toBe(1);
    expect(read.times.at(-1)).toBeLessThan(25);
  });

  test('four times in a row, the read sends no more queries, and gives a reason for each group', async () => {
    const read = ask(12, () => Promise.reject(REFUSAL));
    const reasons = await read.end();
    expect(read.times).toEqual([0, 0, 0, 1, 3, 7]);
    const refused = reasons.filter((reason) => reason === 'refused by WhatsApp: rate-overlimit');
    expect(refused).toHaveLength(3);
    const rest = reasons.filter((reason) => reason?.startsWith('not asked: '));
    expect(rest).toHaveLength(9);
    for (const reason of rest) expect(reason).toContain('rate-overlimit');
  });

  test('for longer than the time of the read, the read does not wait', async () => {
    const read = ask(5, () => Promise.reject(REFUSAL), { timeMs: 2_500 });
    await vi.advanceTimersByTimeAsync(1_100);
    expect(read.reasons).toHaveLength(5);
    expect(read.times).toEqual([0, 0, 0, 1]);
  });

  test.each([
    ['rate_overlimit'],
    [new Error('rate over limit')],
    [new Error('Too Many Requests')],
    [429],
    ['429'],
    [{ code: 429 }],
    [{ status: '429' }],
    [{ statusCode: 429, status: 'error' }],
    [Object.assign(new Error('server'), { code: '429' })],
  ])('in whatever words it is understood: %o', async (refusal) => {
    const thrown = ask(1, (_, asked) => {
      if (asked === 1) throw refusal;
    });
    expect(await thrown.end()).toEqual([null]);
    expect(thrown.times).toEqual([0, 1]);
  });

  test('by an answer that is an error, it counts as a refusal, too', async () => {
    const read = ask(1, (_, asked) => (asked === 1 ? { status: 429 } : { id: 'g', name: '429' }));
    expect(await read.end()).toEqual([null]);
    expect(read.times).toEqual([0, 1]);
  });
});

describe('a query that fails is named with its reason, and no other query waits for it', () => {
  const MUTE = {
    get message() {
      throw new Error('no');
    },
  };
  test.each([
    ['an error', () => new Error('internal-server-error'), 'Error: internal-server-error'],
    ['null', () => null, 'null'],
    ['undefined', () => undefined, 'undefined'],
    ['an object that is no text', () => Object.create(null), 'an error without a message'],
    ['an object that throws itself', () => MUTE, '[object Object]'],
  ])('thrown: %s', async (_, error, reason) => {
    const read = ask(3, (group) => {
      if (group === 1) throw error();
    });
    expect(await read.end()).toEqual([null, reason, null]);
    expect(read.times).toEqual([0, 0, 0]);
  });

  test.each([
    [new Error('gone')],
    [{ name: 'ServerStatusCodeError' }],
    [{ status: 500 }],
    [{ code: '404' }],
  ])('answered instead of thrown: %o', async (error) => {
    const read = ask(1, () => error);
    expect(await read.end()).toEqual([expect.any(String)]);
  });

  test('a group with the name of an error is not an error', async () => {
    const read = ask(1, () => ({ id: 'g', name: 'Terror Error', status: 429 }));
    expect(await read.end()).toEqual([null]);
  });
});

describe('a read is bounded', () => {
  test('by the deadline of each query', async () => {
    const start = Date.now();
    const read = ask(4, (group) => (group === 0 ? new Promise(() => {}) : undefined));
    expect(await read.end()).toEqual(['Error: no answer in time', null, null, null]);
    expect(Date.now() - start).toBeLessThanOrEqual(LIMITS.timeoutMs);
  });

  test('by its own time: a query does not outlast it, and later ones are not sent', async () => {
    const read = ask(5, () => new Promise(() => {}), { timeMs: 2 * SECOND_MS });
    await vi.advanceTimersByTimeAsync(2 * SECOND_MS);
    const late = 'Error: no answer in time';
    const rest = 'not asked: the time of this read was over';
    expect(read.reasons).toEqual([late, late, late, rest, rest]);
    expect(read.queries.sent()).toBe(3);
  });

  test.each([0, 1, 5])('by its budget of %i queries', async (budget) => {
    const read = ask(8, () => undefined, { budget });
    const reasons = await read.end();
    expect(read.times).toHaveLength(budget);
    expect(read.queries.sent()).toBe(budget);
    const rest = `not asked: the ${budget} queries of one read were used up`;
    expect(reasons).toEqual([...nulls(budget), ...Array(8 - budget).fill(rest)]);
  });

  test('by its end: waiting queries are not sent', async () => {
    const read = ask(9, (_, asked) => asked <= 3 && Promise.reject(REFUSAL));
    await vi.advanceTimersByTimeAsync(500);
    read.queries.close();
    await vi.advanceTimersByTimeAsync(READ_MS);
    expect(read.queries.sent()).toBe(3);
  });
});

test('a page without the query function counts no query', async () => {
  const read = ask(4, null);
  const reasons = await read.end();
  expect(reasons).toEqual(Array(4).fill('not asked: WhatsApp Web cannot be asked for groups'));
  expect(read.queries.sent()).toBe(0);
});
