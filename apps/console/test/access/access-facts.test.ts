import { expect, test } from 'vitest';
import { filterCount, readAccessSearch, startOfDay } from '../../src/rooms/access/access-search.ts';
import { draftsOf, fieldsOf, newDraft } from '../../src/rooms/access/field-drafts.ts';
import { addressesOf, expiryTime, keyState } from '../../src/rooms/access/key-facts.ts';

const NOW = new Date('2026-01-15T10:00:00.000Z');

test('a revoked key is revoked even after its expiry', () => {
  const past = '2026-01-01T00:00:00.000Z';
  expect(keyState({ revoked_at: past, expires_at: past }, NOW)).toBe('revoked');
  expect(keyState({ revoked_at: null, expires_at: past }, NOW)).toBe('expired');
  expect(keyState({ revoked_at: null, expires_at: null }, NOW)).toBe('active');
});

test('reads addresses by line or comma, each once', () => {
  expect(addressesOf(' 10.0.0.0/8,\n203.0.113.7\n10.0.0.0/8 ')).toEqual([
    '10.0.0.0/8',
    '203.0.113.7',
  ]);
  expect(addressesOf('  \n ')).toBeUndefined();
});

test('a key expires after some days, or at the end of a day', () => {
  expect(expiryTime('never', '', NOW)).toBeUndefined();
  expect(expiryTime('30', '', NOW)).toBe('2026-02-14T10:00:00.000Z');
  expect(new Date(expiryTime('day', '2026-03-01', NOW) ?? '').getHours()).toBe(23);
  expect(expiryTime('day', '', NOW)).toBeUndefined();
});

test('an address of the audit keeps its filters, and no wrong ones', () => {
  const search = {
    tab: 'audit',
    outcome: 'refused',
    since: '2026-01-15',
    until: 'yesterday',
    key: 'k',
  };
  expect(readAccessSearch(search)).toEqual({
    tab: 'audit',
    outcome: 'refused',
    since: '2026-01-15',
    key: 'k',
  });
  expect(readAccessSearch({ tab: 'else', old: 'true' })).toEqual({});
});

test('counts the filters of the audit, and nothing else of the address', () => {
  expect(filterCount({ tab: 'audit', old: true, workspace: 'w' })).toBe(0);
  expect(filterCount({ tab: 'audit', key: 'k', since: '2026-01-15' })).toBe(2);
});

test('a day ends where the next one begins, also at the end of a month', () => {
  expect(startOfDay('2026-01-31', 1)).toBe(startOfDay('2026-02-01'));
});

test('own fields survive being edited unchanged', () => {
  const stored = [
    { name: 'city', type: 'text' as const },
    { name: 'stage', type: 'choice' as const, choices: ['baru', 'lama'] },
  ];
  const drafts = draftsOf(stored);
  expect(fieldsOf(drafts)).toEqual(stored);
  expect(newDraft(drafts).id).toBe(2);
  expect(newDraft([]).id).toBe(0);
});
