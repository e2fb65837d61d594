import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SyncState } from '../../src/reading/account-reader.ts';
import { type SyncMemory, withReport } from '../../src/whatsapp/watch/sync-memory.ts';

const STATE: SyncState = {
  synced: true,
  restored: true,
  caughtUp: true,
  contacts: false,
  history: false,
  groups: true,
};

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** Reports, a second apart, and when something last came by them. */
function secondsOfProgress(...reports: { state?: SyncState; marks: number[] }[]) {
  const began = performance.now();
  let memory: SyncMemory = null;
  for (const { state = STATE, marks } of reports) {
    memory = withReport(memory, { state, marks });
    vi.advanceTimersByTime(1_000);
  }
  return [((memory?.progressAt ?? 0) - began) / 1_000, memory?.hasMoved];
}

it('the first report of a page counts as progress, but nothing has come by it', () => {
  expect(secondsOfProgress({ marks: [5] }, { marks: [5] })).toEqual([0, false]);
});

it('something has come when a mark grew or a part of the state changed', () => {
  expect(secondsOfProgress({ marks: [5] }, { marks: [6] }, { marks: [6] })).toEqual([1, true]);
  const state = { ...STATE, contacts: true };
  expect(secondsOfProgress({ marks: [5] }, { state, marks: [5] })).toEqual([1, true]);
});

it('nothing has come when a contact or a chat is removed', () => {
  expect(secondsOfProgress({ marks: [5, 3] }, { marks: [4, 3] })).toEqual([0, false]);
});
