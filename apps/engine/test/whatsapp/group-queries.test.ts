import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createGroupQueries,
  type OneGroup,
} from '../../src/whatsapp/reader/page/groups/group-queries.ts';
import type { Wid } from '../../src/whatsapp/reader/page/whatsapp-web.ts';

const SECOND_MS = 1_000;
const READ_MS = 60 * SECOND_MS;
const LIMITS = { concurrency: 3, timeoutMs: 10 * SECOND_MS, budget: 100, timeMs: READ_MS };
const FOUND = { status: 'success', groupInfo: { id: 'g', participants: [] } };
const found = { status: 'found', group: FOUND.groupInfo };
const unknown = (reason: string) => ({ status: 'unknown', reason });
const refusal = () => Object.assign(new Error(''), { name: 'ServerStatusCodeError', status: 429 });

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
  let asked = 0;
  let inFlight = 0;
  let peak = 0;
  const queryGroupJob = async ({ user }: Wid) => {
    asked += 1;
    inFlight += 1;
    peak = Math.max(peak, inFlight);
    try {
      return await answer?.(Number(user), asked);
    } finally {
      inFlight -= 1;
    }
  };
  vi.stubGlobal('window', { require: () => (answer ? { queryGroupJob } : {}) });
  const queries = createGroupQueries({ ...rest, endsAt: Date.now() + timeMs });
  const answers: OneGroup[] = [];
  let answered = 0;
  for (let group = 0; group < count; group += 1) {
    queries.load({ user: String(group), server: 'g.us' }, (one) => {
      answered += 1;
      answers[group] = one;
    });
  }
  return {
    queries,
    asked: () => asked,
    peak: () => peak,
    /** Lets time pass until all are answered. */
    async end() {
      for (let n = 0; n < 2 * READ_MS && answered < count; n += 100) {
        await vi.advanceTimersByTimeAsync(100);
      }
      expect(answered).toBe(count);
      return answers;
    },
  };
}

const all = (count: number) => Array(count).fill(found);

test('groups are asked for a few at a time, each once', async () => {
  const slow = () => new Promise((resolve) => setTimeout(() => resolve(FOUND), SECOND_MS));
  const read = ask(12, slow);
  expect(await read.end()).toEqual(all(12));
  expect(read.peak()).toBe(3);
  expect(read.queries.sent()).toBe(12);
});

describe('a refusal', () => {
  test('ends the queries of the read: the page has sent the refused one four times', async () => {
    const read = ask(12, () => Promise.reject(refusal()), { concurrency: 1 });
    const [first, ...rest] = await read.end();
    expect(first).toEqual(unknown('refused by WhatsApp: rate-overlimit'));
    const reason = 'not asked: WhatsApp refused other queries of this read: rate-overlimit';
    expect(rest).toEqual(Array(11).fill(unknown(reason)));
    expect(read.queries.sent()).toBe(4);
    expect(read.queries.wasRefused()).toBe(true);
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
  ])('in whatever words it is understood: %o', async (thrown) => {
    const read = ask(1, () => Promise.reject(thrown));
    await read.end();
    expect(read.queries.wasRefused()).toBe(true);
  });

  test('by an answer that is an error, it counts as a refusal, too', async () => {
    const read = ask(1, () => ({ status: 429 }));
    await read.end();
    expect(read.queries.wasRefused()).toBe(true);
  });
});

describe('an answer', () => {
  test.each([
    ['not_member', { status: 'not_member' }, 1],
    ['terminated', unknown('WhatsApp named no members: terminated'), 1],
    // The page knew it already, and sent nothing.
    ['terminated_local', unknown('WhatsApp named no members: terminated_local'), 0],
  ])('%s is taken at its word', async (status, answer, sent) => {
    const read = ask(1, () => ({ status }));
    expect(await read.end()).toEqual([answer]);
    expect(read.queries.sent()).toBe(sent);
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
      return FOUND;
    });
    expect(await read.end()).toEqual([found, unknown(reason), found]);
  });

  test.each([
    [new Error('gone')],
    [{ name: 'ServerStatusCodeError' }],
    [{ status: 500 }],
    [{ code: '404' }],
  ])('answered instead of thrown: %o', async (error) => {
    const read = ask(1, () => error);
    expect(await read.end()).toMatchObject([{ status: 'unknown' }]);
  });
});

describe('a read is bounded', () => {
  test('by the deadline of each query', async () => {
    const start = Date.now();
    const read = ask(4, (group) => (group === 0 ? new Promise(() => {}) : FOUND));
    expect(await read.end()).toEqual([unknown('no answer in time'), ...all(3)]);
    expect(Date.now() - start).toBeLessThanOrEqual(LIMITS.timeoutMs);
  });

  test('by its own time: a query does not outlast it, and later ones are not sent', async () => {
    const read = ask(5, () => new Promise(() => {}), { timeMs: 2 * SECOND_MS });
    const late = unknown('no answer in time');
    const rest = unknown('not asked: the time of this read was over');
    expect(await read.end()).toEqual([late, late, late, rest, rest]);
    expect(read.queries.sent()).toBe(3);
  });

  test.each([0, 1, 5])('by its budget of %i queries', async (budget) => {
    const read = ask(8, () => FOUND, { budget });
    const rest = unknown(`not asked: the ${budget} queries of one read were used up`);
    expect(await read.end()).toEqual([...all(budget), ...Array(8 - budget).fill(rest)]);
    expect(read.queries.sent()).toBe(budget);
  });

  test('by its end: waiting queries are not sent', async () => {
    const read = ask(9, () => new Promise(() => {}));
    read.queries.close();
    await read.end();
    expect(read.queries.sent()).toBe(3);
  });
});

test('a page without the query function counts no query', async () => {
  const read = ask(4, null);
  const reason = 'not asked: WhatsApp Web cannot be asked for groups';
  expect(await read.end()).toEqual(Array(4).fill(unknown(reason)));
  expect(read.queries.sent()).toBe(0);
});
