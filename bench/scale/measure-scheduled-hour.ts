import type { Database } from '@grabber/database/connection/open-database';
import { dataOf } from '../../scripts/stack/api-caller.ts';
import type { GrabStack } from '../grab/grab-stack.ts';
import { timesAwake, until } from './sleepers.ts';
import { type MemorySample, watchMemory } from './watch-memory.ts';

/** How much faster than in real life the schedules of the hour become due. */
export const FASTER = 12;
/** A night of fewer sessions has a shorter hour, with as many of them in each minute. */
const MS_EACH = 60_000;

export type ScheduledHour = {
  /** For each session, from the time that its schedule says to the stored grab. */
  readonly waits: readonly number[];
  readonly awakeMs: readonly number[];
  readonly peak: MemorySample;
};

type Place = {
  readonly stack: GrabStack;
  readonly db: Database;
  /** The processes whose memory counts. */
  readonly roots: readonly number[];
};

/** Each session has a daily schedule; one becomes due each minute, and minutes pass `FASTER`. */
export async function measureScheduledHour(
  { stack, db, roots }: Place,
  ids: readonly string[],
): Promise<ScheduledHour> {
  for (const id of ids) {
    const params = { path: { id } };
    const body = { kind: 'all', every_hours: 24, spread_minutes: 0 } as const;
    await dataOf(stack.client.POST('/api/sessions/{id}/schedules', { params, body }));
  }
  const watch = watchMemory(roots, stack.dataDir);
  const step = MS_EACH / FASTER;
  const { rows: due } = await db.pool.query<{ id: string; next_run_at: Date }>(
    `UPDATE schedules SET next_run_at = now() + x.place * $2::float * interval '1 millisecond'
     FROM unnest($1::uuid[]) WITH ORDINALITY AS x (session_id, place)
     WHERE schedules.session_id = x.session_id RETURNING schedules.id, next_run_at`,
    [ids, step],
  );
  await until('all grabs of the schedules are stored', async () => {
    const { rows } = await db.pool.query<{ open: number }>(
      `SELECT count(*)::int AS open FROM schedules s LEFT JOIN grabs g ON g.id = s.last_grab_id
       WHERE g.finished_at IS NULL`,
    );
    return rows[0]?.open === 0;
  });
  const peak = await watch.stop();
  return { waits: await waitsOf(db, due), awakeMs: await timesAwake(db, ids), peak };
}

/** Throws when one of the grabs is not complete. */
async function waitsOf(
  { pool }: Database,
  due: readonly { readonly id: string; readonly next_run_at: Date }[],
): Promise<number[]> {
  const { rows } = await pool.query<{ id: string; state: string; finished_at: Date }>(
    `SELECT s.id, g.state, g.finished_at FROM schedules s JOIN grabs g ON g.id = s.last_grab_id`,
  );
  const grabs = new Map(rows.map((row) => [row.id, row]));
  return due.map(({ id, next_run_at }) => {
    const grab = grabs.get(id);
    if (grab?.state !== 'complete') throw new Error(`A scheduled grab is ${grab?.state}`);
    return grab.finished_at.getTime() - next_run_at.getTime();
  });
}
