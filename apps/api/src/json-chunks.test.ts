import { describe, expect, it } from 'vitest';
import { jsonChunks, jsonValue } from './json-chunks.ts';

async function* pagesOf(...pages: object[][]) {
  yield* pages;
}

async function textOf(...args: Parameters<typeof jsonChunks>): Promise<string> {
  return (await Array.fromAsync(jsonChunks(...args))).join('');
}

describe('the text', () => {
  it('is the JSON of the whole object, in the given order', async () => {
    const pages = pagesOf([{ a: 1 }, { b: '"\u2028\ud800' }], [{ c: null }]);
    const text = await textOf({
      z: jsonValue('first'),
      data: { fields: { empty: { pages: pagesOf() }, rows: { pages }, n: jsonValue(0) } },
      a: jsonValue([1, 'x']),
    });
    const whole = {
      z: 'first',
      data: { empty: [], rows: [{ a: 1 }, { b: '"\u2028\ud800' }, { c: null }], n: 0 },
      a: [1, 'x'],
    };
    expect(text).toBe(JSON.stringify(whole));
  });

  it('is right for empty pages wherever they are', async () => {
    const pages = pagesOf([], [{ a: 1 }], [], [{ b: 2 }], []);
    expect(await textOf({ rows: { pages } })).toBe('{"rows":[{"a":1},{"b":2}]}');
    expect(await textOf({ rows: { pages: pagesOf([], []) } })).toBe('{"rows":[]}');
    expect(await textOf({})).toBe('{}');
  });
});

it('fails before its first piece when the first page fails', async () => {
  const pages = {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('no database')) }),
  };
  const chunks = jsonChunks({ a: jsonValue(1), rows: { pages } });
  await expect(chunks.next()).rejects.toThrow('no database');
});

it('holds one page at a time, and closes its source when it is left', async () => {
  let made = 0;
  let closed = false;
  async function* endless(): AsyncGenerator<object[]> {
    try {
      for (;;) {
        made += 1;
        yield [{ n: made }];
      }
    } finally {
      closed = true;
    }
  }
  let taken = 0;
  for await (const _ of jsonChunks({ data: { fields: { rows: { pages: endless() } } } })) {
    taken += 1;
    expect(made).toBe(taken);
    if (taken === 3) break;
  }
  expect(closed).toBe(true);
});
