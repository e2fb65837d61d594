import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldLine } from '../../src/exports/vcard/fold-line.ts';

const unfold = (text: string) => text.replaceAll('\r\n ', '').replace(/\r\n$/, '');

it('no physical line is above 75 octets, no character is taken apart, and nothing is lost', () => {
  const unit = fc.oneof(
    fc.constantFrom('a', 'é', '漢', '🙂', ' '),
    fc.string({ unit: 'grapheme' }),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 200 }), (parts) => {
      const line = `FN:${parts.join('').replaceAll(/[\r\n]/g, '')}`;
      const folded = foldLine(line);
      for (const physical of folded.split('\r\n')) {
        const bytes = Buffer.from(physical);
        expect(bytes.length).toBeLessThanOrEqual(75);
        // Half a character would come back as another one.
        expect(bytes.toString('utf8')).toBe(physical);
        expect(physical.isWellFormed()).toBe(true);
      }
      expect(unfold(folded)).toBe(line);
    }),
  );
});

it.each([74, 75, 76, 149, 150])('a line of %i octets is folded where it must be', (length) => {
  const lines = foldLine('x'.repeat(length)).split('\r\n').slice(0, -1);
  expect(lines).toHaveLength(1 + Math.ceil(Math.max(0, length - 75) / 74));
});
