import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { countEngines, listEngines, registerEngines } from '../../src/placements/engines.ts';
import {
  adoptHolds,
  noteHolds,
  readDatabaseClock,
  renewLeases,
} from '../../src/placements/keep-leases.ts';
import {
  findPlacement,
  listAsleepElsewhere,
  listOwners,
  listPlacedLately,
  setWanted,
} from '../../src/placements/placement-row.ts';
import {
  countSessionsByEngine,
  countWaitingForEngine,
  listToPlace,
  markWaiting,
} from '../../src/placements/sessions-to-place.ts';
import { recordSessionStatus } from '../../src/sessions/sessions.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { pass, RULES, seen, take } from '../support/placed.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const OFTEN = { lease_seconds: 60, every_seconds: 10 };

beforeEach(async () => {
  await test.db.pool.query('DELETE FROM session_placements; DELETE FROM engines');
});

function hold(session_id: string, generation: number | null, fields = {}) {
  const browser = { has_browser: true, bundle_generation: 0, bundle_is_current: false };
  return { session_id, generation, is_linked: true, ...browser, ...fields };
}

const ASLEEP = { has_browser: false, bundle_generation: 3, bundle_is_current: true };

const toPlace = (engines: readonly { id: string }[]) =>
  listToPlace(test.db, {
    seen: engines.map(({ id }) => id),
    unused_seconds: 15,
    ...RULES,
    most: 10,
  });

function report(id: string, fields = {}) {
  const counts = { browsers_now: 0, browsers_limit: 4, sessions_now: 0, sessions_limit: 20 };
  const known = { address: 'http://engine:3001', boot_id: 'a', version: '1.0.0', draining: false };
  return { id, ...known, ...counts, ...fields };
}

it('renews the leases that an engine uses, one process in each interval, and never an ended one', async () => {
  const home = seen();
  const [one, two] = [await newSession(test.db), await newSession(test.db)];
  for (const { id } of [one, two]) await take(test.db, id, [home]);
  const holds = [hold(one.id, 1), hold(two.id, 1)];
  const renew = () => renewLeases(test.db, { engine_id: home.id, holds }, OFTEN);
  expect(await renew()).toEqual([]);
  await pass(test.db, one.id, 20);
  await pass(test.db, two.id, 61);
  const [renewed, ...others] = await renew();
  expect(renewed).toMatchObject({ session_id: one.id, generation: 1 });
  expect(renewed?.left_seconds).toBeLessThanOrEqual(40);
  expect(renewed?.left_seconds).toBeGreaterThan(10);
  expect(others).toEqual([]);
  expect(await renew()).toEqual([]);
  expect(await findPlacement(test.db, two.id)).toMatchObject({ is_leased: false });

  // Neither another engine, nor an older generation, nor a session without a browser.
  await pass(test.db, one.id, 20);
  const elsewhere = { engine_id: randomUUID(), holds };
  expect(await renewLeases(test.db, elsewhere, OFTEN)).toEqual([]);
  const old = { engine_id: home.id, holds: [hold(one.id, null), hold(one.id, 1, ASLEEP)] };
  expect(await renewLeases(test.db, old, OFTEN)).toEqual([]);
});

it('knows what a profile was last: linked, stored, and not wanted after it has ended on purpose', async () => {
  const home = seen();
  const { id } = await newSession(test.db);
  await take(test.db, id, [home]);
  const note = async (one: ReturnType<typeof hold>, draining = false) => {
    const asked_at = await readDatabaseClock(test.db);
    await noteHolds(test.db, { engine_id: home.id, holds: [one] }, { draining, asked_at });
  };
  await note(hold(id, 1));
  expect(await findPlacement(test.db, id)).toMatchObject({ is_linked: true, wants_browser: true });
  await note(hold(id, 1, ASLEEP));
  expect(await findPlacement(test.db, id)).toMatchObject({
    bundle_generation: 3,
    bundle_is_current: true,
    wants_browser: false,
    is_leased: true,
  });

  // A reading from before the newer lease says nothing of what runs now.
  const { lease } = await take(test.db, id, [
    { ...home, hold: { generation: 1, has_browser: false } },
  ]);
  for (const generation of [1, null]) await note(hold(id, generation, ASLEEP));
  expect(await findPlacement(test.db, id)).toMatchObject({
    generation: lease.generation,
    bundle_is_current: false,
    wants_browser: true,
  });

  // Its lease ended while the browser ran: it is to be started again.
  await pass(test.db, id, 61);
  await note(hold(id, null, { has_browser: false }));
  expect(await findPlacement(test.db, id)).toMatchObject({ wants_browser: true });
  expect(await toPlace([home])).toEqual([id]);
});

it('takes no word about a session without a lease that is from before its last one, however late it comes', async () => {
  const home = seen();
  const { id } = await newSession(test.db);
  const asked_at = await readDatabaseClock(test.db);
  const late = hold(id, null, ASLEEP);
  await take(test.db, id, [home]);
  await noteHolds(
    test.db,
    { engine_id: home.id, holds: [hold(id, 1)] },
    { draining: false, asked_at: null },
  );
  // The process that asked stood still until the lease was over. Meanwhile the browser ran.
  await test.db.pool.query('UPDATE session_placements SET expires_at = clock_timestamp()');
  for (const asked of [asked_at, null]) {
    await noteHolds(
      test.db,
      { engine_id: home.id, holds: [late] },
      { draining: false, asked_at: asked },
    );
    expect(await findPlacement(test.db, id)).toMatchObject({ bundle_is_current: false });
  }
});

it('knows a session that was linked again on another engine, whose copies are counted anew', async () => {
  const [home, other] = [seen(), seen()];
  const { id } = await newSession(test.db);
  await take(test.db, id, [home]);
  const note = (engine_id: string, one: ReturnType<typeof hold>) =>
    noteHolds(test.db, { engine_id, holds: [one] }, { draining: false, asked_at: null });
  await note(home.id, hold(id, 1, { bundle_generation: 3 }));
  // The phone removed the device.
  await note(home.id, hold(id, 1, { ...ASLEEP, is_linked: false, bundle_is_current: false }));
  await pass(test.db, id, 71);
  const { restore } = await take(test.db, id, [other]);
  expect(restore).toBeNull();
  await note(other.id, hold(id, 2));
  expect(await findPlacement(test.db, id)).toMatchObject({
    is_linked: true,
    bundle_generation: 0,
    bundle_is_current: false,
  });
});

it('adopts the sessions that an engine had before there were leases', async () => {
  const [session, linked, never] = await Promise.all(
    ['a', 'b', 'c'].map((name) => newSession(test.db, name)),
  );
  const engine_id = randomUUID();
  const holds = [
    hold(session!.id, null),
    hold(linked!.id, null, ASLEEP),
    hold(never!.id, null, { is_linked: false, has_browser: false }),
    hold(randomUUID(), null),
  ];
  await adoptHolds(test.db, { engine_id, holds });
  await adoptHolds(test.db, { engine_id: randomUUID(), holds });
  const ids = [session!.id, linked!.id, never!.id];
  expect(await listOwners(test.db, ids)).toEqual(
    new Map([
      [session!.id, engine_id],
      [linked!.id, engine_id],
    ]),
  );
  expect(await toPlace([{ id: engine_id }])).toEqual([session!.id]);
});

it('places again what is wanted: at once on its own engine, elsewhere after the margin', async () => {
  const [home, other] = [seen(), seen()];
  const { id } = await newSession(test.db);
  await take(test.db, id, [home]);
  expect(await toPlace([home, other])).toEqual([]);
  expect(await listPlacedLately(test.db, { seconds: 30 })).toEqual([
    { session_id: id, engine_id: home.id },
  ]);
  await pass(test.db, id, 20);
  expect(await toPlace([home, other])).toEqual([id]);
  expect(await toPlace([other])).toEqual([]);
  await pass(test.db, id, 51);
  expect(await toPlace([other])).toEqual([id]);
  await setWanted(test.db, { session_id: id, wanted: false });
  expect(await toPlace([home, other])).toEqual([]);
});

it('says which sessions wait for their engine, until it is back', async () => {
  const home = seen();
  const { id } = await newSession(test.db);
  await take(test.db, id, [home]);
  const holds = [hold(id, 1)];
  await noteHolds(test.db, { engine_id: home.id, holds }, { draining: false, asked_at: null });
  const mark = () => markWaiting(test.db, { ...RULES, away_seconds: 30 });
  expect(await mark()).toEqual([]);
  await pass(test.db, id, 71);
  expect(await mark()).toEqual([id]);
  expect(await mark()).toEqual([]);
  expect(await countWaitingForEngine(test.db)).toBe(1);
  expect(await toPlace([seen()])).toEqual([]);

  await registerEngines(test.db, [report(home.id)]);
  await mark();
  expect(await countWaitingForEngine(test.db)).toBe(0);
  expect(await toPlace([home])).toEqual([id]);
});

describe('the engines', () => {
  const ago = (id: string, time: string) =>
    test.db.pool.query(
      'UPDATE engines SET heartbeat_at = clock_timestamp() - $2::interval WHERE id = $1',
      [id, time],
    );

  it('are counted by whether they take sessions, and those that have gone with sessions for an hour', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const holding = report(one, { sessions_now: 3 });
    await registerEngines(test.db, [holding, report(two, { draining: true, sessions_now: 1 })]);
    expect(await countEngines(test.db)).toEqual({ taking: 1, draining: 1, away: 0 });
    // The second has ended as it should.
    for (const id of [one, two]) await ago(id, '31 seconds');
    expect(await countEngines(test.db)).toEqual({ taking: 0, draining: 0, away: 1 });
    await ago(one, '61 minutes');
    expect(await countEngines(test.db)).toEqual({ taking: 0, draining: 0, away: 0 });
    await registerEngines(test.db, [report(one, { boot_id: 'b', browsers_now: 2 })]);
    await ago(one, '31 seconds');
    expect(await countEngines(test.db)).toEqual({ taking: 0, draining: 0, away: 0 });

    await registerEngines(test.db, [report(two, { draining: true })]);
    const listed = await listEngines(test.db);
    expect(listed).toContainEqual(
      expect.objectContaining({ id: two, is_alive: true, draining: true }),
    );
    expect(listed).toContainEqual(
      expect.objectContaining({ id: one, is_alive: false, boot_id: 'b', browsers_now: 2 }),
    );
  });

  it('say how many sessions have one that works, one that is away, or none that they need', async () => {
    const [home, other] = [seen(), seen()];
    const ids = await Promise.all(['a', 'b', 'c', 'd'].map((name) => newSession(test.db, name)));
    const [awake, asleep, elsewhere, ended] = ids.map(({ id }) => id) as [
      string,
      string,
      string,
      string,
    ];
    for (const id of [awake, asleep, ended]) await take(test.db, id, [home]);
    await take(test.db, elsewhere, [other]);
    const holds = [
      hold(awake, 1),
      hold(asleep, 1, ASLEEP),
      hold(ended, 1, { is_linked: false, has_browser: false }),
    ];
    await noteHolds(test.db, { engine_id: home.id, holds }, { draining: false, asked_at: null });
    await registerEngines(test.db, [report(home.id), report(other.id, { draining: true })]);
    const none = { taking: 0, draining: 0, away: 0, stored: 0 };
    expect(await countSessionsByEngine(test.db)).toEqual({ ...none, taking: 2, draining: 1 });
    await ago(home.id, '31 seconds');
    expect(await countSessionsByEngine(test.db)).toEqual({
      ...none,
      ...{ draining: 1, away: 1, stored: 1 },
    });
  });
});

it('lists the sleeping sessions whose copy is current and whose engine was not seen', async () => {
  const home = seen();
  const { id } = await newSession(test.db);
  await take(test.db, id, [home]);
  await noteHolds(
    test.db,
    { engine_id: home.id, holds: [hold(id, 1, ASLEEP)] },
    { draining: false, asked_at: null },
  );
  const report = { phone_number: null, last_error: null, connected_at: null, now: new Date() };
  await recordSessionStatus(test.db, { id, status: 'connected', asleep: true, ...report });
  expect(await listAsleepElsewhere(test.db, { seen: [home.id] })).toEqual([]);
  expect(await listAsleepElsewhere(test.db, { seen: [], id })).toMatchObject([
    { id, bundle_generation: 3 },
  ]);
});
