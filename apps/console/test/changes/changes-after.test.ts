import { expect, it } from 'vitest';
import type { Change } from '../../src/book/changes/change-kinds.ts';
import { changesAfter } from '../../src/rooms/changes/changes-after.ts';

const change = (id: number): Change =>
  ({ change: 'deleted', id, session_id: 's', changed_at: '2026-01-01T00:00:00Z' }) as Change;

it('reads the changes behind a cursor to the end, and says how far it is', async () => {
  const pages: Readonly<Record<string, number[]>> = { a: [1, 2], b: [3], c: [] };
  const next: Readonly<Record<string, string>> = { a: 'b', b: 'c', c: 'c' };
  const counts: number[] = [];
  const read = async (cursor: string) => ({
    changes: (pages[cursor] ?? []).map(change),
    next_cursor: next[cursor] ?? '',
    has_more: cursor !== 'c',
  });
  const changes = await changesAfter(read, 'a', (count) => counts.push(count));
  expect(changes.map((one) => 'id' in one && one.id)).toEqual([1, 2, 3]);
  expect(counts).toEqual([2, 3, 3]);
});
