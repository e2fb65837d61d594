import { describe, expect, it } from 'vitest';
import { createOutput, type Output } from '../../src/whatsapp/reader/page/output.ts';

const CONTACT_TEXTS = 9;
/** A group has fewer members. */
const MANY = 1_000;
const FIELDS = ['120363000000000001', 'A group', null, null, null, 0, null, null, MANY] as const;

/** How many of these groups one chunk takes. */
function groupsUntilFull(addGroup: (out: Output) => void): number {
  const out = createOutput(CONTACT_TEXTS);
  let count = 0;
  while (!out.isFull() && count < MANY) {
    addGroup(out);
    count += 1;
  }
  return count;
}

describe('a chunk is full after a bounded number of groups, and its text is short,', () => {
  const numbers = Array.from({ length: MANY }, (_, n) => (n % 2 ? 1_700_000_000 + n : n));

  it.each([
    ['with the members alone', (out: Output) => out.group([...FIELDS], numbers, [])],
    ['with times of joining', (out: Output) => out.group([...FIELDS], [], [...numbers])],
    [
      'with people who have left',
      (out: Output) => {
        out.group([...FIELDS], [], []);
        out.past('120363000000000001@g.us', [...numbers]);
      },
    ],
    ['with labels', (out: Output) => out.group([...FIELDS, numbers.map(String)], [], [])],
  ])('%s', (_, addGroup) => {
    const count = groupsUntilFull(addGroup);
    expect(count).toBeGreaterThan(1);
    expect(count).toBeLessThan(MANY / 2);
    const out = createOutput(CONTACT_TEXTS);
    for (let n = 0; n < count; n += 1) addGroup(out);
    expect(out.take(0, null).length).toBeLessThan(300_000);
  });
});
