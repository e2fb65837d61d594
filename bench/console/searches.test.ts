import { expect, test } from 'vitest';
import { personAt } from './address-book.ts';
import { FEWEST_PEOPLE } from './benchmark-console.ts';
import { SEARCHES } from './searches.ts';

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

test('the smallest address book has what each search expects, and nothing for the others', () => {
  const people = Array.from({ length: FEWEST_PEOPLE }, (_, index) => {
    const { name, phone_number, username } = personAt(index);
    return folded(`${name} ${phone_number} @${username}`);
  });
  const unexpected = SEARCHES.filter(({ text, words }) => {
    const shown = (words ?? [text]).map(folded);
    return (
      people.some((person) => shown.every((word) => person.includes(word))) !== (words !== null)
    );
  });
  expect(unexpected.map(({ text }) => text)).toEqual([]);
  expect(SEARCHES.length).toBeGreaterThanOrEqual(30);
});
