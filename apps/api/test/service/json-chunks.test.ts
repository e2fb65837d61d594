import { describe, expect, it } from 'vitest';
import { jsonChunks, jsonValue } from '../../src/mappers/json-chunks.ts';

async function* itemsOf(...pieces: string[]): AsyncGenerator<string> {
  yield* pieces;
}

async function textOf(...args: Parameters<typeof jsonChunks>): Promise<string> {
  return (await Array.fromAsync(jsonChunks(...args))).join('');
}

describe('the text', () => {
  it('is the JSON of the whole object, in the given order', async () => {
    const items = itemsOf('{"a":1},{"b":"\\""}', ',{"c":"é"}');
    const text = await textOf({
      z: jsonValue('first'),
      data: { fields: { empty: { items: itemsOf() }, rows: { items }, n: jsonValue(0) } },
      a: jsonValue([1, 'x']),
    });
    const whole = {
      z: 'first',
      data: { empty: [], rows: [{ a: 1 }, { b: '"' }, { c: 'é' }], n: 0 },
      a: [1, 'x'],
    };
    expect(text).toBe(JSON.stringify(whole));
  });

  it('is right without fields', async () => {
    expect(await textOf({})).toBe('{}');
  });
});

it('fails before its first piece when the first items fail', async () => {
  const items = {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('no database')) }),
  };
  const chunks = jsonChunks({ a: jsonValue(1), rows: { items } });
  await expect(chunks.next()).rejects.toThrow('no database');
});

it('holds one piece at a time, and closes its source when it is left', async () => {
  let made = 0;
  let closed = false;
  async function* endless(): AsyncGenerator<string> {
    try {
      for (;;) {
        made += 1;
        yield `${made === 1 ? '' : ','}${made}`;
      }
    } finally {
      closed = true;
    }
  }
  let taken = 0;
  for await (const _ of jsonChunks({ data: { fields: { rows: { items: endless() } } } })) {
    taken += 1;
    expect(made).toBe(taken);
    if (taken === 3) break;
  }
  expect(closed).toBe(true);
});
