import { expect, test } from 'vitest';
import { durationOf, isActive, type ListedGrab } from '../../src/rooms/grabs/grab-facts.ts';
import { readGrabsSearch } from '../../src/rooms/grabs/grabs-search.ts';

const grab = (values: Partial<ListedGrab>) => values as ListedGrab;

test('counts the duration from the start of the run, not from the queue', () => {
  const times = { created_at: '2026-01-15T10:00:00.000Z', started_at: '2026-01-15T10:00:05.000Z' };
  expect(durationOf(grab({ ...times, finished_at: '2026-01-15T10:00:07.500Z' }))).toBe(2_500);
  expect(durationOf(grab({ ...times, finished_at: null }))).toBeNull();
});

test('only a queued or running grab can be cancelled', () => {
  expect(isActive({ state: 'running' })).toBe(true);
  expect(isActive({ state: 'queued' })).toBe(true);
  expect(isActive({ state: 'partial' })).toBe(false);
});

test('takes from the address what it knows, and ignores the rest', () => {
  const raw = { session: 's', state: 'failed', kind: 'all', grab: 12, of: '', more: 'x' };
  const known = { session: 's', state: 'failed', kind: 'all', grab: '12' };
  expect(readGrabsSearch(raw)).toEqual(known);
  expect(readGrabsSearch({ state: 'unheard of' })).toEqual({});
});
