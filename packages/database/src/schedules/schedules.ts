import { isUuid } from '@grabber/primitives/uuid';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { and, asc, drizzle, eq, sql } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { inTransaction } from '../connection/transactions.ts';
import { type Enqueue, queueGrabIn } from '../grabs/queue-grab.ts';
import { schedules } from '../schema/schedules.ts';

export type ScheduleRow = typeof schedules.$inferSelect;
/** What a person chooses, and the times that follow from it. */
export type ScheduleValues = Omit<
  typeof schedules.$inferInsert,
  'id' | 'session_id' | 'last_run_at' | 'last_grab_id' | 'missed_runs' | 'last_missed_at'
>;

type Handle = { readonly orm: NodePgDatabase };
type Which = { readonly id: string; readonly session_id: string };

const isOne = ({ id, session_id }: Which) =>
  and(eq(schedules.id, id), eq(schedules.session_id, session_id));

/** Null: the session has `most` of them already. */
export async function addSchedule(
  db: Database,
  { id, session_id, most, values }: Which & { most: number; values: ScheduleValues },
): Promise<ScheduleRow | null> {
  return inTransaction(db, 'BEGIN', async (client) => {
    // Of two at once, the second sees the first.
    await client.query('SELECT FROM sessions WHERE id = $1 FOR NO KEY UPDATE', [session_id]);
    const orm = drizzle(client);
    if ((await listSchedules({ orm }, session_id)).length >= most) return null;
    const [row] = await orm
      .insert(schedules)
      .values({ ...values, id, session_id })
      .returning();
    return row ?? null;
  });
}

/** Oldest first. */
export function listSchedules({ orm }: Handle, sessionId: string): Promise<ScheduleRow[]> {
  return orm
    .select()
    .from(schedules)
    .where(eq(schedules.session_id, sessionId))
    .orderBy(asc(schedules.created_at), asc(schedules.id));
}

/** Null: the session has no such schedule. */
export async function getSchedule({ orm }: Handle, which: Which): Promise<ScheduleRow | null> {
  if (!isUuid(which.id)) return null;
  const [row] = await orm.select().from(schedules).where(isOne(which));
  return row ?? null;
}

/** Null: the session has no such schedule. */
export async function changeSchedule(
  { orm }: Handle,
  which: Which,
  values: Partial<ScheduleValues>,
): Promise<ScheduleRow | null> {
  const [row] = await orm.update(schedules).set(values).where(isOne(which)).returning();
  return row ?? null;
}

/** False: the session has no such schedule. */
export async function deleteSchedule({ orm }: Handle, which: Which): Promise<boolean> {
  if (!isUuid(which.id)) return false;
  const { rowCount } = await orm.delete(schedules).where(isOne(which));
  return (rowCount ?? 0) > 0;
}

/** When the next enabled schedule of the session begins a grab. Null: none does. */
export async function nextRunOf({ orm }: Handle, sessionId: string): Promise<Date | null> {
  const [row] = await orm
    .select({ next_run_at: schedules.next_run_at })
    .from(schedules)
    .where(
      and(
        eq(schedules.session_id, sessionId),
        schedules.enabled,
        sql`${schedules.next_run_at} IS NOT NULL`,
      ),
    )
    .orderBy(asc(schedules.next_run_at))
    .limit(1);
  return row?.next_run_at ?? null;
}

/** What to do about a due schedule. */
export type Decision = {
  /** False: it is too late for this run, or it must wait until `next_run_at`. */
  readonly runs: boolean;
  /** How many runs nothing ran. */
  readonly missed: number;
  readonly due_at: Date | null;
  readonly next_run_at: Date | null;
};

/** How a taken schedule went on. */
export type TakenSchedule = {
  readonly session_id: string;
  readonly schedule_id: string;
  readonly ran: boolean;
  readonly missed: number;
};

/** How long to wait for requests that queue a grab of the same session. */
const QUEUE_LOCK_TIMEOUT_MS = 3_000;

/**
 * Takes the schedule that is due longest, by the clock of the database, and queues its grab in the same
 * transaction: over all replicas a run is never doubled. Null: none is due. Throws GrabLockTimeout.
 */
export async function takeDueSchedule(
  db: Database,
  decide: (schedule: ScheduleRow, now: Date) => Decision,
  enqueueFor: (workspaceId: string) => Enqueue,
): Promise<TakenSchedule | null> {
  return inTransaction(db, 'BEGIN', async (client) => {
    const orm = drizzle(client);
    const { rows } = await client.query<{ id: string; workspace_id: string; now: Date }>(
      `SELECT s.id, x.workspace_id, now() AS now
       FROM schedules s JOIN sessions x ON x.id = s.session_id
       WHERE s.enabled AND s.next_run_at <= now() ORDER BY s.next_run_at
       LIMIT 1 FOR NO KEY UPDATE OF s SKIP LOCKED`,
    );
    const [found] = rows;
    if (found === undefined) return null;
    const [row] = await orm.select().from(schedules).where(eq(schedules.id, found.id));
    if (row === undefined) return null;
    const { id, session_id, kind, refresh } = row;
    const now = new Date(found.now);
    const { runs, missed, due_at, next_run_at } = decide(row, now);
    const wanted = { session_id, kind, refresh, confirm_removals: false, now };
    const queued = runs
      ? await queueGrabIn(
          client,
          { ...wanted, lock_timeout_ms: QUEUE_LOCK_TIMEOUT_MS },
          enqueueFor(found.workspace_id),
        )
      : null;
    await orm
      .update(schedules)
      .set({
        ...{ due_at, next_run_at },
        ...(queued && { last_run_at: now, last_grab_id: queued.grab.id }),
        ...(missed > 0 && { missed_runs: row.missed_runs + missed, last_missed_at: now }),
      })
      .where(eq(schedules.id, id));
    return { session_id, schedule_id: id, ran: runs, missed };
  });
}
