import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SyncProgress, SyncState } from '../../src/reading/account-reader.ts';
import { waitForSync } from '../../src/use-cases/wait-for-sync.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

const HOUR_MS = 60 * 60_000;
const LINKED_AT = Date.parse('2026-01-15T10:00:00.000Z');
const SYNCED: SyncState = {
  synced: true,
  restored: true,
  caughtUp: true,
  contacts: true,
  history: true,
  groups: true,
};
const WITHOUT_HISTORY = { ...SYNCED, history: false };

let stage: SessionStage;
let hours = 0;

beforeEach(async () => {
  hours = 0;
  stage = await openSessionStage({ clock: () => new Date(LINKED_AT + hours * HOUR_MS) });
});
afterEach(async () => {
  vi.useRealTimers();
  await stage.close();
});

async function linked() {
  const engine = await stage.engine();
  const browser = await engine.connected('one');
  const session = engine.registry.get('one');
  const show = (state: SyncState, { hasMoved = false, agoMs = 0 } = {}) => {
    const progress: SyncProgress = { state, hasMoved, progressAt: performance.now() - agoMs };
    browser.listener.onSync(progress);
    return session.state.sync;
  };
  return { engine, session, show };
}

describe('a session whose phone does not send the history', () => {
  it('is syncing for a day after its linking, and not longer', async () => {
    const { show } = await linked();
    expect(show(WITHOUT_HISTORY)).toMatchObject({ state: 'syncing', progress: 75 });
    hours = 23;
    expect(show(WITHOUT_HISTORY)).toMatchObject({ state: 'syncing' });
    hours = 24;
    expect(show(WITHOUT_HISTORY)).toMatchObject({ state: 'stalled', progress: 75, history: false });
  });

  it('is syncing for longer while something still comes', async () => {
    const { show } = await linked();
    hours = 25;
    expect(show(WITHOUT_HISTORY, { hasMoved: true })).toMatchObject({ state: 'syncing' });
    expect(show(WITHOUT_HISTORY, { hasMoved: true, agoMs: 11_000 })?.state).toBe('stalled');
    // A new chat of a later day is no history.
    expect(show(WITHOUT_HISTORY, { hasMoved: true })?.state).toBe('stalled');
    expect(show(SYNCED)).toMatchObject({ state: 'synced', progress: 100 });
  });

  it('keeps the time of its linking through a restart of the engine', async () => {
    const { engine } = await linked();
    await engine.close();
    hours = 25;
    const next = await stage.engine();
    const browser = await next.connected('one');
    browser.listener.onSync({
      state: WITHOUT_HISTORY,
      hasMoved: false,
      progressAt: performance.now(),
    });
    expect(next.registry.get('one').state.sync).toMatchObject({ state: 'stalled' });
  });

  it('is syncing again after a lost line, until it has caught up', async () => {
    const { show } = await linked();
    hours = 25;
    expect(show({ ...WITHOUT_HISTORY, caughtUp: false })).toMatchObject({ state: 'syncing' });
  });
});

it('a sync that the page does not show is unknown', async () => {
  const { show } = await linked();
  expect(show({ ...SYNCED, groups: null })).toMatchObject({ state: 'unknown', groups: null });
});

describe('a read that comes early', () => {
  const noAbort = new AbortController().signal;
  const SYNCING = { ...SYNCED, contacts: false };

  it('waits no longer than it may', async () => {
    const { session, show } = await linked();
    show(SYNCING);
    const began = performance.now();
    await waitForSync(session, 'all', { longestMs: 120, signal: noAbort });
    expect(performance.now() - began).toBeGreaterThanOrEqual(119);
  });

  it.each([
    ['everything has come', SYNCED, 0],
    ['the history alone is missing', WITHOUT_HISTORY, 0],
    ['nothing came in the last ten seconds', SYNCING, 10_100],
  ] as const)('does not wait where %s', async (_, state, agoMs) => {
    const { session, show } = await linked();
    show(state, { hasMoved: true, agoMs });
    await waitForSync(session, 'all', { longestMs: 600_000, signal: noAbort });
  });

  it('ends its wait with the reason of an abort', async () => {
    const { session, show } = await linked();
    show(SYNCING);
    const leaving = new AbortController();
    const waiting = waitForSync(session, 'all', { longestMs: 600_000, signal: leaving.signal });
    leaving.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
  });
});
