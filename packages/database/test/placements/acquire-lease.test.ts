import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { giveBackLease } from '../../src/placements/acquire-lease.ts';
import type { SeenEngine } from '../../src/placements/choose-engine.ts';
import { adoptHolds, type EngineHold, noteHolds } from '../../src/placements/keep-leases.ts';
import { findPlacement, forgetProfile } from '../../src/placements/placement-row.ts';
import { SessionNotFound } from '../../src/sessions/session-row.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { acquire, pass, running, seen, take } from '../support/placed.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

/** What an engine says of a session that it put to sleep. */
const asleep = (session_id: string, generation: number) => ({
  session_id,
  generation,
  has_browser: false,
  is_linked: true,
  bundle_generation: 7,
  bundle_is_current: true,
});

/** The same while it runs. */
const awake = (session_id: string, generation: number) => ({
  ...asleep(session_id, generation),
  has_browser: true,
  bundle_is_current: false,
});

it('places a session on the engine with the most free browsers, and keeps it there', async () => {
  const { id } = await newSession(test.db);
  const [busy, free] = [seen({ free_browsers: 1 }), seen({ free_browsers: 3 })];
  const { lease, restore } = await take(test.db, id, [busy, free]);
  expect(lease).toEqual({ session_id: id, engine_id: free.id, generation: 1 });
  expect(restore).toBeNull();

  // Another process that does not know yet whether the engine has started it leaves it alone.
  expect(await acquire(test.db, id, [busy, free])).toEqual({ kind: 'starting' });
  const busier = running({ ...free, free_browsers: 0 }, 1);
  expect(await acquire(test.db, id, [busy, busier])).toEqual({ kind: 'held', lease });

  // It has ended there: the next lease is for the same engine, where the profile is.
  const ended = { ...free, hold: { generation: 1, has_browser: false }, free_browsers: 1 };
  const next = await take(test.db, id, [seen({ free_browsers: 9 }), ended]);
  expect(next.lease).toEqual({ session_id: id, engine_id: free.id, generation: 2 });
});

it('gives one of two processes that ask at once the lease', async () => {
  const { id } = await newSession(test.db);
  const engines = [seen(), seen()];
  const both = await Promise.all([acquire(test.db, id, engines), acquire(test.db, id, engines)]);
  expect(both.map(({ kind }) => kind).toSorted()).toEqual(['starting', 'taken']);
  expect(await findPlacement(test.db, id)).toMatchObject({ generation: 1, wants_browser: true });
});

it('starts a session elsewhere only after the lease and the margin, by the clock of the database', async () => {
  const { id } = await newSession(test.db);
  const [lost, other] = [seen(), seen()];
  await take(test.db, id, [lost]);
  const early = await acquire(test.db, id, [other]);
  expect(early).toMatchObject({ kind: 'moving' });
  expect((early as { after_seconds: number }).after_seconds).toBeGreaterThan(60);

  await pass(test.db, id, 61);
  expect(await acquire(test.db, id, [other])).toMatchObject({ kind: 'moving' });
  await pass(test.db, id, 9);
  const { lease, restore } = await take(test.db, id, [other]);
  expect(lease).toEqual({ session_id: id, engine_id: other.id, generation: 2 });
  expect(restore).toBeNull();
});

it('moves a linked profile only as its current copy, and else waits for its engine', async () => {
  const { id } = await newSession(test.db);
  const [home, other] = [seen(), seen()];
  const { lease } = await take(test.db, id, [home]);
  const noted = { engine_id: home.id, holds: [awake(id, lease.generation)] };
  await noteHolds(test.db, noted, { draining: false, asked_at: null });
  await pass(test.db, id, 71);
  expect(await acquire(test.db, id, [other])).toEqual({ kind: 'waits' });
  expect(await findPlacement(test.db, id)).toMatchObject({
    engine_id: home.id,
    generation: 1,
    waits_for_engine_since: expect.any(Date),
  });

  // A person decides for the last copy.
  const older = await acquire(test.db, id, [other], { restore_older: true });
  expect(older).toMatchObject({ kind: 'taken', restore: { generation: 7, older: true } });

  const { lease: at } = older as Extract<typeof older, { kind: 'taken' }>;
  await noteHolds(
    test.db,
    { engine_id: other.id, holds: [asleep(id, at.generation)] },
    { draining: false, asked_at: null },
  );
  await pass(test.db, id, 71);
  const moved = await take(test.db, id, [home]);
  // What it has of its own is old now.
  expect(moved).toMatchObject({
    restore: { generation: 7, replace: true },
    lease: { generation: 3 },
  });
  // From here on a browser may change the profile.
  expect(await findPlacement(test.db, id)).toMatchObject({ bundle_is_current: false });
});

it('restores the copy again on an engine that was away before it had it', async () => {
  const { id } = await newSession(test.db);
  const [home, other] = [seen(), seen()];
  const { lease } = await take(test.db, id, [home]);
  const noted = { engine_id: home.id, holds: [asleep(id, lease.generation)] };
  await noteHolds(test.db, noted, { draining: false, asked_at: null });
  await pass(test.db, id, 71);
  await take(test.db, id, [other]);
  // Nothing of that lease has arrived there.
  const restored = async (hold: SeenEngine['hold']) => {
    await pass(test.db, id, 71);
    const told = hold ? [{ ...asleep(id, 0), ...hold }] : [];
    await noteHolds(
      test.db,
      { engine_id: other.id, holds: told },
      { draining: false, asked_at: null },
    );
    return (await take(test.db, id, [{ ...other, hold }])).restore;
  };
  const fresh = { generation: null, has_browser: false, is_linked: false, bundle_generation: 0 };
  expect(await restored(null)).toEqual({ generation: 7 });
  expect(await restored(fresh)).toEqual({ generation: 7 });
  // From an earlier stay.
  const earlier = { ...fresh, is_linked: true, bundle_generation: 6 };
  expect(await restored(earlier)).toEqual({ generation: 7 });
  expect(await findPlacement(test.db, id)).toMatchObject({
    is_linked: true,
    bundle_generation: 7,
    bundle_is_current: false,
  });
  expect(await restored({ ...earlier, bundle_generation: 7 })).toBeNull();
});

it('waits for an engine that has linked the session again, whatever copies there are of the link before', async () => {
  const { id } = await newSession(test.db);
  const [home, other] = [seen(), seen()];
  const { lease } = await take(test.db, id, [home]);
  const note = (engine_id: string, hold: EngineHold) =>
    noteHolds(test.db, { engine_id, holds: [hold] }, { draining: false, asked_at: null });
  await note(home.id, asleep(id, lease.generation));
  // The phone has removed the device.
  await note(home.id, {
    ...asleep(id, lease.generation),
    is_linked: false,
    bundle_is_current: false,
  });
  await pass(test.db, id, 71);
  const { lease: next, restore } = await take(test.db, id, [other]);
  expect(restore).toBeNull();
  await note(other.id, { ...awake(id, next.generation), bundle_generation: 0 });
  expect(await findPlacement(test.db, id)).toMatchObject({ is_linked: true, bundle_generation: 0 });
  await pass(test.db, id, 71);
  expect(await acquire(test.db, id, [home])).toEqual({ kind: 'waits' });
});

it('still has the copy of a session whose engine ends while it restores it', async () => {
  const { id } = await newSession(test.db);
  const [home, other] = [seen(), seen()];
  const { lease } = await take(test.db, id, [home]);
  const note = (engine_id: string, hold: EngineHold) =>
    noteHolds(test.db, { engine_id, holds: [hold] }, { draining: false, asked_at: null });
  await note(home.id, asleep(id, lease.generation));
  await pass(test.db, id, 71);
  const { lease: next } = await take(test.db, id, [other]);
  const empty = { is_linked: false, bundle_generation: 0 };
  await note(other.id, { ...awake(id, next.generation), ...empty });
  expect(await findPlacement(test.db, id)).toMatchObject({ is_linked: true, bundle_generation: 7 });
});

it('does not take the word of a process that drained for a lease that is newer', async () => {
  const { id } = await newSession(test.db);
  const [home, other] = [seen(), seen()];
  const { lease } = await take(test.db, id, [home]);
  const drained = {
    ...home,
    draining: true,
    hold: { generation: lease.generation, has_browser: false },
  };
  const noted = { engine_id: home.id, holds: [asleep(id, lease.generation)] };
  await noteHolds(test.db, noted, { draining: true, asked_at: null });
  // It has begun again, and another process has placed the session there.
  await take(test.db, id, [home]);
  await noteHolds(
    test.db,
    { engine_id: home.id, holds: [asleep(id, lease.generation + 1)] },
    { draining: false, asked_at: null },
  );
  expect(await acquire(test.db, id, [drained, other])).toMatchObject({ kind: 'moving' });
});

it('moves the sessions of an engine that drains as soon as their browser has ended', async () => {
  const { id } = await newSession(test.db);
  const [home, other] = [seen(), seen()];
  const { lease } = await take(test.db, id, [home]);
  const draining = { ...running(home, lease.generation), draining: true };
  expect(await acquire(test.db, id, [draining, other])).toMatchObject({ kind: 'held' });
  const holds = [asleep(id, lease.generation)];
  await noteHolds(test.db, { engine_id: home.id, holds }, { draining: true, asked_at: null });
  expect(await findPlacement(test.db, id)).toMatchObject({ expires_at: null, wants_browser: true });
  const ended = { ...draining, hold: { generation: lease.generation, has_browser: false } };
  const moved = await take(test.db, id, [ended, other]);
  expect(moved).toMatchObject({
    lease: { engine_id: other.id, generation: 2 },
    restore: { generation: 7 },
  });
});

it('lets a full engine keep a session that has just slept, and moves it when the lease is over', async () => {
  const { id } = await newSession(test.db);
  const [home, other] = [seen(), seen()];
  const { lease } = await take(test.db, id, [home]);
  const holds = [asleep(id, lease.generation)];
  await noteHolds(test.db, { engine_id: home.id, holds }, { draining: false, asked_at: null });
  const full = { ...home, free_browsers: 0, hold: { generation: 1, has_browser: false } };
  expect(await acquire(test.db, id, [full, other])).toEqual({ kind: 'full' });
  await pass(test.db, id, 71);
  expect(await take(test.db, id, [full, other])).toMatchObject({
    lease: { engine_id: other.id },
    restore: { generation: 7 },
  });
});

it('never lowers the generation, whatever is given back, deleted or taken again', async () => {
  const { id } = await newSession(test.db);
  const [one, two] = [seen(), seen({ free_browsers: 9 })];
  const first = await take(test.db, id, [one, two]);
  await giveBackLease(test.db, first.lease, first.before);
  expect(await findPlacement(test.db, id)).toMatchObject({
    engine_id: null,
    generation: 1,
    is_leased: false,
    wants_browser: false,
  });
  const second = await take(test.db, id, [one]);
  expect(second.lease).toEqual({ session_id: id, engine_id: one.id, generation: 2 });
  // Too late: another lease has been given.
  await giveBackLease(test.db, first.lease, first.before);
  expect(await findPlacement(test.db, id)).toMatchObject({ engine_id: one.id, is_leased: true });
  await forgetProfile(test.db, id);
  expect(await findPlacement(test.db, id)).toMatchObject({ generation: 3, wants_browser: false });
});

it('forgets a profile for good, also where a process has an answer from before the logout', async () => {
  const { id } = await newSession(test.db);
  const home = seen();
  const { lease } = await take(test.db, id, [home]);
  const holds = [{ ...awake(id, lease.generation), bundle_generation: 7 }];
  const note = () =>
    noteHolds(test.db, { engine_id: home.id, holds }, { draining: false, asked_at: null });
  await note();
  await forgetProfile(test.db, id);
  await note();
  expect(await findPlacement(test.db, id)).toMatchObject({ is_linked: false, is_leased: false });
  expect((await take(test.db, id, [home])).restore).toBeNull();
});

it('places a session that no process has placed yet on the engine that has its profile', async () => {
  const { id } = await newSession(test.db);
  const free = seen({ free_browsers: 9 });
  const linked = { generation: null, has_browser: false, is_linked: true, bundle_generation: 0 };
  const home = seen({ hold: linked, free_browsers: 1 });
  const acquired = await take(test.db, id, [free, home]);
  expect(acquired).toMatchObject({ lease: { engine_id: home.id }, restore: null });

  const { id: running } = await newSession(test.db, 'It runs there, without a lease');
  const full = seen({ hold: { ...linked, has_browser: true }, free_browsers: 0 });
  expect(await take(test.db, running, [free, full])).toMatchObject({
    lease: { engine_id: full.id },
  });

  const { id: going } = await newSession(test.db, 'Its engine ends');
  const draining = seen({ hold: linked, draining: true });
  expect(await acquire(test.db, going, [free, draining])).toMatchObject({ kind: 'moving' });
  await adoptHolds(test.db, { engine_id: draining.id, holds: [asleep(going, 0)] });
  const { restore } = await take(test.db, going, [free, draining]);
  expect(restore).toMatchObject({ generation: 7 });
});

it('gives a generation above those that engines know, after a backup of the database was restored', async () => {
  const { id } = await newSession(test.db);
  const home = seen({ hold: { generation: 41, has_browser: false } });
  expect((await take(test.db, id, [home])).lease).toMatchObject({ generation: 42 });
});

it('has no engine for a session when all are away, and none for one that does not exist', async () => {
  const { id } = await newSession(test.db);
  expect(await acquire(test.db, id, [])).toEqual({ kind: 'no_engine' });
  expect(await acquire(test.db, id, [seen({ free_browsers: 0 })])).toEqual({ kind: 'full' });
  await expect(acquire(test.db, randomUUID(), [seen()])).rejects.toThrow(SessionNotFound);
});
