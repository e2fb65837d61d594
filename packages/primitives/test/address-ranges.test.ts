import { expect, it } from 'vitest';
import {
  formatAddressRange,
  isAddressWithin,
  isWithinRanges,
  parseAddressRange,
} from '../src/address-ranges.ts';

const range = (text: string) => {
  const parsed = parseAddressRange(text);
  if (!parsed) throw new Error(`${text} is no range`);
  return parsed;
};

it.each([
  ['10.1.2.3', '10.1.2.3/32'],
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  [' 192.168.0.0/16 ', '192.168.0.0/16'],
  ['2001:DB8:0:0:1::7/64', '2001:db8::/64'],
  ['::', '::/128'],
  ['::/0', '::/0'],
  ['fe80::1%eth0', 'fe80::1/128'],
  ['::ffff:10.1.2.3', '10.1.2.3/32'],
  ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
])('reads %s as %s', (text, usual) => {
  expect(formatAddressRange(range(text))).toBe(usual);
});

it.each(['', '10.0.0', '10.0.0.0/33', '::/129', '10.0.0.0/8/8', '10.0.0.0/', '10.0.0.0/x', 'host'])(
  'reads no range from "%s"',
  (text) => {
    expect(parseAddressRange(text)).toBeNull();
  },
);

it.each([
  [['10.0.0.0/8'], '10.255.0.1', true],
  [['10.0.0.0/8'], '11.0.0.1', false],
  [['10.0.0.0/8'], '::ffff:10.0.0.1', true],
  [['10.0.0.0/8'], '::10.0.0.1', false],
  [['11.0.0.0/8', '2001:db8::/32'], '2001:db8:ffff::1', true],
  [['2001:db8::/32'], '2001:db9::1', false],
  [['0.0.0.0/0'], '2001:db8::1', false],
  [['0.0.0.0/0'], 'unknown', false],
  [['0.0.0.0/0'], '10.0.0.1/32', false],
  [[], '10.0.0.1', false],
])('the ranges %j hold %s: %s', (ranges, address, isHeld) => {
  expect(isAddressWithin(ranges.map(range), address)).toBe(isHeld);
});

it('a range is within another only as a whole', () => {
  const outer = [range('10.0.0.0/9')];
  expect(isWithinRanges(outer, range('10.0.0.0/10'))).toBe(true);
  expect(isWithinRanges(outer, range('10.0.0.0/9'))).toBe(true);
  expect(isWithinRanges(outer, range('10.0.0.0/8'))).toBe(false);
});
