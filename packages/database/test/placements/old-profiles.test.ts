import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { giveBackLease } from '../../src/placements/acquire-lease.ts';
import type { SeenEngine } from '../../src/placements/choose-engine.ts';
import { noteHolds } from '../../src/placements/keep-leases.ts';
import {
  forgetLeft,
  listDeletedProfiles,
  listDeletedWithCopies,
  listMovedProfiles,
  noteUnlinked,
  noteUseless,
  noteWithoutCopies,
  type ProfileHold,
} from '../../src/placements/old-profiles.ts';
import { deleteSession } from '../../src/sessions/delete-session.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { acquire, pass, RULES, seen, take } from '../support/placed.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

/** The lease of the session, whose profile its engine has stored, so that any engine may have the session. */
async function fallAsleep(id: string, engine: SeenEngine, generation: number, bundle = 4) {
  const browser = { has_browser: false, bundle_generation: bundle, bundle_is_current: true };
  const hold = { session_id: id, generation, is_linked: true, ...browser };
  await noteHolds(
    test.db,
    { engine_id: engine.id, holds: [hold] },
    { draining: true, asked_at: null },
  );
}

/** A session that has gone from one engine to another by its stored copy. */
async function moved() {
  const { id } = await newSession(test.db);
  const [from, to] = [seen(), seen()];
  await take(test.db, id, [from]);
  await fallAsleep(id, from, 1);
  const { restore } = await take(test.db, id, [to]);
  expect(restore).toEqual({ generation: 4, replace: true });
  return { id, from, to };
}

/** What an engine says of a profile without a browser. */
function resting(session_id: string, profile_generation?: number): ProfileHold {
  return { session_id, generation: null, has_browser: false, link: null, profile_generation };
}

function showed(session_id: string, generation: number, link: ProfileHold['link']): ProfileHold {
  return { ...resting(session_id, generation), generation, has_browser: true, link };
}

const see = (engine: SeenEngine, hold: ProfileHold) =>
  noteUseless(test.db, { engine_id: engine.id, holds: [hold] });

async function old(engine: SeenEngine, ...holds: ProfileHold[]) {
  const of = { engine_id: engine.id, holds };
  const moved = await listMovedProfiles(test.db, of, 10);
  return [...moved, ...(await listDeletedProfiles(test.db, of, 10))];
}

const remove = (id: string) =>
  deleteSession(test.db, { id, workspace_id: null, lock_timeout_ms: 10_000 });

it('lists the profile that a session left, once the other engine has shown that the link lives there', async () => {
  const { id, from, to } = await moved();
  for (const nothing of [showed(id, 2, null), showed(id, 1, 'connected'), resting(id, 2)])
    await see(to, nothing);
  await see(from, showed(id, 2, 'connected'));
  expect(await old(from, resting(id, 1))).toEqual([]);

  await see(to, showed(id, 2, 'connected'));
  const found = [{ session_id: id, generation: 1, reason: 'moved' }];
  expect(await old(from, resting(id, 1))).toEqual(found);
  expect(await old(to, resting(id, 2))).toEqual([]);
  await forgetLeft(test.db, { session_id: id, engine_id: from.id, generation: 1 });
  expect(await old(from, resting(id, 1))).toEqual([]);
});

it('lists no profile that runs, is of another lease, ran without one, or whose engine does not say', async () => {
  const { id, from, to } = await moved();
  await see(to, showed(id, 2, 'connected'));
  const running = { ...resting(id, 1), has_browser: true };
  const doubtful = [resting(id, 2), resting(id, 7), resting(id, 0), resting(id), running];
  for (const hold of doubtful) expect(await old(from, hold)).toEqual([]);
  expect(await old(seen(), resting(id, 1))).toEqual([]);
  expect(await old(from, resting('not-a-uuid', 1), resting(id, 1))).toHaveLength(1);
});

it('lists no profile of a session that came back, and the right one when it leaves again', async () => {
  const { id, from, to } = await moved();
  await see(to, showed(id, 2, 'connected'));
  await fallAsleep(id, to, 2, 5);
  await take(test.db, id, [from]);
  for (const generation of [1, 3]) expect(await old(from, resting(id, generation))).toEqual([]);
  await see(from, showed(id, 3, 'connected'));
  expect(await old(to, resting(id, 2))).toHaveLength(1);

  await fallAsleep(id, from, 3, 6);
  await take(test.db, id, [to]);
  expect(await old(from, resting(id, 3))).toEqual([]);
  await see(to, showed(id, 4, 'connected'));
  expect(await old(from, resting(id, 1))).toEqual([]);
  expect(await old(from, resting(id, 3))).toHaveLength(1);
});

it('knows a left profile by the lease that its engine had, though other engines refused the session since', async () => {
  const { id } = await newSession(test.db);
  const [from, full, to] = [seen(), seen(), seen()];
  await take(test.db, id, [from]);
  await fallAsleep(id, from, 1);
  const { lease, before } = await take(test.db, id, [full]);
  await giveBackLease(test.db, lease, before);
  await take(test.db, id, [to]);
  await see(to, showed(id, 3, 'connected'));
  expect(await old(from, resting(id, 2))).toEqual([]);
  expect(await old(from, resting(id, 1))).toHaveLength(1);
});

it('takes the end of a link for that of the copy with which the session went on, and of no newer profile', async () => {
  const copied = await moved();
  await see(copied.to, showed(copied.id, 2, 'unlinked'));
  expect(await old(copied.from, resting(copied.id, 1))).toHaveLength(1);
  const loggedOut = await moved();
  await noteUnlinked(test.db, loggedOut.id);
  expect(await old(loggedOut.from, resting(loggedOut.id, 1))).toHaveLength(1);

  // A person took the older copy, because the engine with the profile was away.
  const { id } = await newSession(test.db);
  const [away, to] = [seen(), seen()];
  await take(test.db, id, [away]);
  await fallAsleep(id, away, 1);
  await take(test.db, id, [away]);
  await pass(test.db, id, RULES.lease_seconds + RULES.margin_seconds + 1);
  expect(await acquire(test.db, id, [to])).toEqual({ kind: 'waits' });
  expect(await acquire(test.db, id, [to], { restore_older: true })).toMatchObject({
    kind: 'taken',
  });
  await see(to, showed(id, 3, 'unlinked'));
  await noteUnlinked(test.db, id);
  expect(await old(away, resting(id, 2))).toEqual([]);
  await see(to, showed(id, 3, 'connected'));
  expect(await old(away, resting(id, 2))).toHaveLength(1);
});

it('lists every profile of a deleted session, and none of an unknown one', async () => {
  const { id, from, to } = await moved();
  await remove(id);
  for (const [engine, generation] of [
    [from, 1],
    [to, 2],
    [seen(), 0],
  ] as const) {
    const found = [{ session_id: id, generation, reason: 'deleted' }];
    expect(await old(engine, resting(id, generation))).toEqual(found);
  }
  const running = { ...resting(id, 0), has_browser: true };
  for (const not of [running, { ...running, is_leased: true }])
    expect(await old(from, not)).toEqual([]);
  expect(await old(from, { ...running, is_leased: false })).toHaveLength(1);
  expect(await old(from, resting(randomUUID(), 1))).toEqual([]);
  const unknown = { ...resting(randomUUID(), 0), has_browser: true, is_leased: false };
  expect(await old(from, unknown)).toEqual([]);
  const { rows } = await test.db.pool.query('SELECT FROM left_profiles WHERE session_id = $1', [
    id,
  ]);
  expect(rows).toEqual([]);
});

it('lists nothing that a database from before it knows otherwise', async () => {
  const tables = ['sessions', 'session_placements', 'left_profiles', 'deleted_sessions'];
  const { id, from, to } = await moved();
  await see(to, showed(id, 2, 'connected'));
  const { pool } = test.db;
  for (const table of tables) await pool.query(`CREATE TABLE kept_${table} AS TABLE ${table}`);

  // It goes back, runs there, and is deleted in the end. None of that is in the backup.
  await fallAsleep(id, to, 2, 5);
  await take(test.db, id, [from]);
  await see(from, showed(id, 3, 'connected'));
  expect(await old(to, resting(id, 2))).toHaveLength(1);
  const later = await newSession(test.db);
  await remove(later.id);
  await remove(id);
  await pool.query(`TRUNCATE ${tables.join(', ')} CASCADE`);
  for (const table of tables) await pool.query(`INSERT INTO ${table} TABLE kept_${table}`);

  expect(await old(from, resting(id, 3), resting(later.id, 1))).toEqual([]);
  expect(await old(to, resting(id, 2))).toEqual([]);
  // Nor when the session goes on from there and its numbers catch up.
  await fallAsleep(id, to, 2, 5);
  await take(test.db, id, [to]);
  await fallAsleep(id, to, 3, 6);
  await take(test.db, id, [to]);
  await see(to, showed(id, 4, 'connected'));
  expect(await old(from, resting(id, 3))).toEqual([]);
});

it('has stored copies of deleted sessions removed once, and not while an engine may still store one', async () => {
  const { id } = await newSession(test.db);
  const alive = await newSession(test.db);
  await remove(id);
  expect(await listDeletedWithCopies(test.db, 10)).not.toContain(id);
  await test.db.pool.query(
    `UPDATE deleted_sessions SET deleted_at = deleted_at - interval '1 hour'`,
  );
  // As after half a restore.
  await test.db.pool.query(
    `INSERT INTO deleted_sessions (session_id, deleted_at) VALUES ($1, now() - interval '1 hour')`,
    [alive.id],
  );
  expect(await listDeletedWithCopies(test.db, 10)).toContain(id);
  expect(await listDeletedWithCopies(test.db, 10)).not.toContain(alive.id);
  expect(await old(seen(), resting(alive.id, 1))).toEqual([]);
  await noteWithoutCopies(test.db, id);
  expect(await listDeletedWithCopies(test.db, 10)).not.toContain(id);
});
