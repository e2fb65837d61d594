import { describe, expect, it } from 'vitest';
import { readAccountsSearch } from '../../src/rooms/accounts/accounts-search.ts';
import { clockText, codeText } from '../../src/rooms/accounts/pairing/pair-text.ts';

describe('address of the accounts', () => {
  it('keeps what the screen knows, and drops the rest', () => {
    expect(
      readAccountsSearch({ q: ' budi ', status: 'waiting', pair: 'a', grab: 'b', other: 1 }),
    ).toEqual({ q: 'budi', status: 'waiting', pair: 'a', grab: 'b' });
    expect(readAccountsSearch({ q: '', status: 'gone', pair: {}, grab: null })).toEqual({});
  });

  it('takes a number that the router has parsed as text', () => {
    expect(readAccountsSearch({ q: 812 })).toEqual({ q: '812' });
  });
});

describe('pairing code', () => {
  it('is shown in two halves, with the time that is left', () => {
    expect(codeText('ABCD1234')).toBe('ABCD-1234');
    expect(clockText(125)).toBe('2:05');
    expect(clockText(59)).toBe('0:59');
  });
});
