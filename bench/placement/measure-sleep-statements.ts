import type { Database } from '@grabber/database/connection/open-database';
import { listToWake, takeSleepy } from '@grabber/database/sessions/keep-asleep';
import { placeBehindQueue, waitToWake } from '@grabber/database/sessions/wake-queue';
import { median } from '../median.ts';

const WEEK_DAYS = 7;
/** Of the sessions, so many have a browser and so many wait for one. */
const AWAKE = 40;
const WAITING = 200;
const TIMES = 7;

/** Milliseconds of each question, while that many sessions sleep. */
export type SleepStatements = Readonly<Record<'sleepy' | 'toWake' | 'place' | 'behind', number>>;

/** What the API processes ask the database again and again about sessions that sleep. */
export async function measureSleepStatements(
  db: Database,
  sessions: number,
): Promise<SleepStatements> {
  const [first] = await addSleepers(db, sessions);
  if (!first) throw new Error('There are no sessions');
  return {
    sleepy: await medianTime(() => takeSleepy(db, { most: 10 })),
    toWake: await medianTime(() => listToWake(db, { days: WEEK_DAYS, most: 1 })),
    place: await medianTime(() => waitToWake(db, first)),
    behind: await medianTime(() => placeBehindQueue(db, first.id)),
  };
}

/** Answers those that wait for a browser. */
async function addSleepers({ pool }: Database, count: number) {
  await pool.query(
    `INSERT INTO sessions (workspace_id, name, status, keep, asleep, woken_at, awake_until,
       awake_ms, seen_awake_at)
     SELECT (SELECT id FROM workspaces LIMIT 1), 'bench ' || n, 'connected', 'asleep', n > $2,
       CASE WHEN n <= $2 THEN now() END, now() + interval '5 minutes' * (n <= $2)::int,
       5000 + n % 5000, now() - interval '6 days' * random()
     FROM generate_series(1, $1::int) n`,
    [count, Math.min(AWAKE, count)],
  );
  const { rows } = await pool.query<{ id: string; workspace_id: string }>(
    `INSERT INTO session_wakes (session_id, workspace_id, asked_at, heartbeat_at)
     SELECT id, workspace_id, now() - interval '1 second' * row_number() OVER (), now() + interval '1 hour'
     FROM sessions WHERE asleep LIMIT $1 RETURNING session_id AS id, workspace_id`,
    [WAITING],
  );
  await pool.query('VACUUM ANALYZE sessions, session_wakes');
  return rows;
}

async function medianTime(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const start = performance.now();
    await ask();
    times.push(performance.now() - start);
  }
  return median(times);
}
