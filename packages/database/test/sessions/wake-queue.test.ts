import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSession } from '../../src/sessions/sessions.ts';
import {
  countWaitingToWake,
  leaveWakeQueue,
  placeToWake,
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
