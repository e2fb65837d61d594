import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSession } from '../../src/sessions/sessions.ts';
import {
  countWaitingToWake,
  leaveWakeQueue,
  placeBehindQueue,
  placeToWake,
  stopWaiting,
  waitToWake,
} from '../../src/sessions/wake-queue.ts';
import { createWorkspace } from '../../src/workspaces/workspaces.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

/** A session that is kept asleep, of a workspace of its own unless one is given. */
async function sleeper(workspace_id?: string) {
  const now = new Date();
  const name = randomUUID();
  const owner = workspace_id ?? (await createWorkspace(test.db, { name, now }))!.id;
  return createSession(test.db, { workspace_id: owner, name, choices: { keep: 'asleep' }, now });
}

/** As when a woken session has gone to sleep again. */
async function endWake(id: string): Promise<void> {
  await test.db.pool.query(
    'UPDATE sessions SET asleep = true, awake_ms = 30000, seen_awake_at = clock_timestamp() WHERE id = $1',
    [id],
  );
}

const place = async ({ id }: { id: string }) => (await placeToWake(test.db, id))?.place ?? null;

it('gives the places in turn to the workspaces, and within one in the order of asking', async () => {
  const greedy = await sleeper();
  const more = [await sleeper(greedy.workspace_id), await sleeper(greedy.workspace_id)];
  const other = await sleeper();
  for (const session of [greedy, ...more, other]) await waitToWake(test.db, session);
  expect(await Promise.all([greedy, other, ...more].map(place))).toEqual([1, 2, 3, 4]);

  // A woken session of the greedy one counts, too.
  await test.db.pool.query('UPDATE sessions SET woken_at = now() WHERE id = $1', [greedy.id]);
  await leaveWakeQueue(test.db, greedy.id);
  expect(await Promise.all([other, ...more].map(place))).toEqual([1, 2, 3]);
  expect(await countWaitingToWake(test.db)).toBe(3);

  // Who asks again keeps the place; who is silent loses it.
  await waitToWake(test.db, more[0]!);
  expect(await place(more[0]!)).toBe(2);
  await test.db.pool.query(
    `UPDATE session_wakes SET heartbeat_at = now() - interval '1 minute' WHERE session_id = $1`,
    [other.id],
  );
  expect(await Promise.all([other, ...more].map(place))).toEqual([null, 1, 2]);
  expect(await waitToWake(test.db, other)).toMatchObject({ place: 1 });
});

it('lets workspaces take turns where one browser is free and no session is awake', async () => {
  await test.db.pool.query('DELETE FROM session_wakes');
  const served = await sleeper();
  const greedy = [await sleeper(served.workspace_id), await sleeper(served.workspace_id)];
  const other = await sleeper();
  await endWake(served.id);
  for (const session of [...greedy, other]) await waitToWake(test.db, session);
  expect(await Promise.all([other, ...greedy].map(place))).toEqual([1, 2, 3]);

  await leaveWakeQueue(test.db, other.id);
  await endWake(other.id);
  await waitToWake(test.db, await sleeper(other.workspace_id));
  expect(await Promise.all(greedy.map(place))).toEqual([1, 3]);
});

it('has the place again of one that has given up for now and asks again, and not for ever', async () => {
  await test.db.pool.query('DELETE FROM session_wakes');
  const first = await sleeper();
  const second = await sleeper(first.workspace_id);
  for (const session of [first, second]) await waitToWake(test.db, session);
  await stopWaiting(test.db, first.id);
  expect(await Promise.all([first, second].map(place))).toEqual([null, 1]);
  expect(await countWaitingToWake(test.db)).toBe(1);
  expect(await waitToWake(test.db, first)).toMatchObject({ place: 1 });
  await test.db.pool.query(
    `UPDATE session_wakes SET heartbeat_at = now() - interval '2 hours' WHERE session_id = $1`,
    [first.id],
  );
  expect(await waitToWake(test.db, first)).toMatchObject({ place: 2 });
});

it('lets those that another engine can have pass one whose only engine is full', async () => {
  await test.db.pool.query('DELETE FROM session_wakes');
  const engine_id = randomUUID();
  const bound = [await sleeper(), await sleeper()];
  const free = [await sleeper(), await sleeper()];
  for (const session of [...bound, ...free]) await waitToWake(test.db, session);
  expect(await Promise.all([...bound, ...free].map(place))).toEqual([1, 2, 3, 4]);
  for (const [sessions, is_current] of [
    [bound, false],
    [free, true],
  ] as const) {
    await test.db.pool.query(
      `INSERT INTO session_placements (session_id, engine_id, is_linked, bundle_is_current)
       SELECT unnest($1::uuid[]), $2, true, $3`,
      [sessions.map(({ id }) => id), engine_id, is_current],
    );
  }
  expect(await Promise.all([...bound, ...free].map(place))).toEqual([1, 2, 1, 2]);
});

it('puts a sleeping session whose grab is queued behind those that wait', async () => {
  await test.db.pool.query('DELETE FROM session_wakes');
  const sleepers = [await sleeper(), await sleeper(), await sleeper()];
  await test.db.pool.query('UPDATE sessions SET asleep = true WHERE id = ANY ($1)', [
    sleepers.map(({ id }) => id),
  ]);
  for (const [index, { id }] of sleepers.entries()) {
    await test.db.pool.query(
      `INSERT INTO grabs (session_id, kind, state, created_at)
       VALUES ($1, 'all', 'queued', now() + make_interval(secs => $2))`,
      [id, index],
    );
  }
  await waitToWake(test.db, sleepers[2]!);
  const behind = async ({ id }: { id: string }) => (await placeBehindQueue(test.db, id))?.place;
  expect(await place(sleepers[2]!)).toBe(1);
  expect(await Promise.all(sleepers.map(behind))).toEqual([2, 3, undefined]);
  const { expected_at } = (await placeBehindQueue(test.db, sleepers[1]!.id))!;
  expect(expected_at.getTime()).toBeGreaterThan(Date.now());
  await test.db.pool.query(`UPDATE grabs SET state = 'running' WHERE session_id = $1`, [
    sleepers[0]!.id,
  ]);
  expect(await Promise.all(sleepers.map(behind))).toEqual([undefined, 2, undefined]);
});

it('expects a wake by how long the last ones were, and how many are awake at once', async () => {
  const waiting = await sleeper();
  await test.db.pool.query('DELETE FROM session_wakes');
  await test.db.pool.query(
    `UPDATE sessions SET awake_ms = 30000, woken_at = NULL WHERE keep = 'asleep'`,
  );
  const { expected_at } = await waitToWake(test.db, waiting);
  const inSeconds = (expected_at.getTime() - Date.now()) / 1_000;
  expect(inSeconds).toBeGreaterThan(25);
  expect(inSeconds).toBeLessThan(31);
});
