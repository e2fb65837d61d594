import { expect, it } from 'vitest';
import { registerEngines } from '../../src/placements/engines.ts';
import { noteHolds } from '../../src/placements/keep-leases.ts';
import { findPlacement } from '../../src/placements/placement-row.ts';
import { listUnknownCopies, noteCurrentCopy } from '../../src/placements/stored-copies.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { acquire, pass, running, seen, take } from '../support/placed.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const TIMES = { margin_seconds: 10, away_seconds: 30 };

const list = () => listUnknownCopies(test.db, { ...TIMES, most: 10 });
const note = (session_id: string, generation: number) =>
  noteCurrentCopy(test.db, { session_id, generation, bundle_generation: 7, ...TIMES });

/** A linked session that ran when its engine was seen last. */
async function ran() {
  const { id } = await newSession(test.db);
  const home = seen();
  const { lease } = await take(test.db, id, [home]);
  const hold = { generation: lease.generation, has_browser: true, is_linked: true };
  const holds = [{ session_id: id, bundle_generation: 6, bundle_is_current: false, ...hold }];
  await noteHolds(test.db, { engine_id: home.id, holds }, { draining: false, asked_at: null });
  return { id, home, unknown: { session_id: id, generation: lease.generation } };
}

it('a session whose engine is away moves with the copy of its last lease, when that is over', async () => {
  const { id, unknown } = await ran();
  const other = seen();
  expect(await list()).not.toContainEqual(unknown);
  expect(await note(id, 1)).toBe(false);
  await pass(test.db, id, 71);
  expect(await list()).toContainEqual(unknown);
  // Of an earlier lease, or of one that a later one has followed.
  expect([await note(id, 2), await acquire(test.db, id, [other])]).toEqual([
    false,
    { kind: 'waits' },
  ]);

  expect(await note(id, 1)).toBe(true);
  expect(await list()).not.toContainEqual(unknown);
  expect(await findPlacement(test.db, id)).toMatchObject({ waits_for_engine_since: null });
  const moved = await take(test.db, id, [other]);
  expect(moved.restore).toEqual({ generation: 7, replace: true });
  expect(await note(id, 1)).toBe(false);
});

it('a session whose engine is seen says itself what it has', async () => {
  const { id, home, unknown } = await ran();
  await pass(test.db, id, 71);
  const limits = { browsers_now: 0, browsers_limit: 4, sessions_now: 0, sessions_limit: 4 };
  const engine = { address: 'http://one:3001', boot_id: 'one', version: '1', draining: false };
  await registerEngines(test.db, [{ id: home.id, ...engine, ...limits }]);
  expect(await list()).not.toContainEqual(unknown);
  expect(await note(id, 1)).toBe(false);
});

it('a sleeping session moves at once from a full engine that has stored it under the same lease', async () => {
  const { id, home } = await ran();
  const other = seen();
  const hold = {
    generation: 1,
    has_browser: false,
    bundle_generation: 7,
    bundle_is_current: true,
  };
  const stored = { session_id: id, is_linked: true, ...hold };
  await noteHolds(
    test.db,
    { engine_id: home.id, holds: [stored] },
    { draining: false, asked_at: null },
  );
  const full = { ...home, free_browsers: 0 };
  await pass(test.db, id, 20);
  // Under another lease than the one that is known.
  expect(await acquire(test.db, id, [running(full, 2), other])).toEqual({ kind: 'full' });
  expect(await take(test.db, id, [{ ...full, hold }, other])).toMatchObject({
    lease: { engine_id: other.id, generation: 2 },
    restore: { generation: 7, replace: true },
  });
});
