import { expect, it } from 'vitest';
import { countSchedules } from '../../src/schedules/failing-schedules.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const NEXT_DAY = '-1 day';

/** A session with a daily schedule, whose next run and last run were so long ago. */
async function scheduled({ next = NEXT_DAY, last = '1 day', enabled = true } = {}) {
  const { id } = await newSession(test.db);
  await test.db.pool.query(
    `INSERT INTO schedules (session_id, kind, every_hours, time_zone, spread_minutes, enabled,
       next_run_at, last_run_at)
     VALUES ($1, 'all', 24, 'Asia/Jakarta', 0, $4, now() - $2::interval, now() - $3::interval)`,
    [id, next, last, enabled],
  );
  return id;
}

/** Its grabs, from the first to the last. The schedule has begun the last one. */
async function grabbed(session_id: string, states: readonly string[]): Promise<void> {
  for (const [index, state] of states.entries()) {
    const { rows } = await test.db.pool.query(
      `INSERT INTO grabs (session_id, kind, state, complete, created_at)
       VALUES ($1, 'all', $2, $2 = 'complete', now() + make_interval(secs => $3)) RETURNING id`,
      [session_id, state, index],
    );
    await test.db.pool.query('UPDATE schedules SET last_grab_id = $2 WHERE session_id = $1', [
      session_id,
      rows[0].id,
    ]);
  }
}

const NONE = { late: 0, waiting: 0, incomplete: 0 };

/** Of one session alone. */
async function countOf(
  options: Parameters<typeof scheduled>[0],
  states: readonly string[] = [],
): Promise<object> {
  await test.db.pool.query('DELETE FROM sessions');
  await grabbed(await scheduled(options), states);
  return countSchedules(test.db);
}

it('finds no fault with schedules that work, are new, or have grabs that a person ended', async () => {
  const fine = { all: 1, ...NONE };
  expect(await countOf({})).toEqual(fine);
  expect(await countOf({}, ['failed', 'failed'])).toEqual(fine);
  expect(await countOf({}, ['complete', 'partial', 'failed'])).toEqual(fine);
  expect(await countOf({}, ['failed', 'cancelled', 'failed'])).toEqual(fine);
  expect(await countOf({ last: '1 hour' }, ['complete', 'queued'])).toEqual(fine);
  expect(await countOf({ next: '5 minutes' }, ['complete'])).toEqual(fine);
});

it('counts those that are not run, that wait for their grab, and that have brought no complete one', async () => {
  expect(await countOf({ next: '11 minutes' })).toEqual({ ...NONE, all: 1, late: 1 });
  const incomplete = { ...NONE, all: 1, incomplete: 1 };
  expect(await countOf({}, ['complete', 'partial', 'failed', 'partial'])).toEqual(incomplete);
  for (const state of ['queued', 'running'])
    expect(await countOf({ last: '3 hours' }, [state])).toEqual({ ...NONE, all: 1, waiting: 1 });
});

it('leaves out those that are off or have no next run', async () => {
  const off = { enabled: false, next: '1 day' };
  expect(await countOf(off, ['failed', 'failed', 'failed'])).toEqual({ ...NONE, all: 0 });
  await test.db.pool.query('UPDATE schedules SET enabled = true, next_run_at = NULL');
  expect(await countSchedules(test.db)).toEqual({ ...NONE, all: 0 });
});
