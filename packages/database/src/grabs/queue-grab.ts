import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PoolClient } from 'pg';
import { sqlStateOf } from '../connection/database-errors.ts';
import { and, asc, drizzle, eq, gte, isNull } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { inTransaction, withShortLockTimeout } from '../connection/transactions.ts';
import { grabs } from '../schema/grabs.ts';
import { withinLockTimeout } from '../sessions/lock-session.ts';
import { SessionNotFound } from '../sessions/session-row.ts';
import { getUnfinishedGrab } from './find-grabs.ts';
import type { GrabKind, GrabRow } from './grab-row.ts';

const FOREIGN_KEY_VIOLATION = '23503';

/** The requested grab. */
export interface WantedGrab {
  session_id: string;
  kind: GrabKind;
  refresh: boolean;
  confirm_removals: boolean;
  now: Date;
}

/** Creates the job of a grab in the transaction of that client. */
export type Enqueue = (
  client: PoolClient,
  grab: { id: string; session_id: string },
) => Promise<void>;

/**
 * Inserts a grab that will run later. If a grab of its kind is already queued or running, that grab is the
 * answer, as `joined`: a queued one takes over `refresh` and `confirm_removals`, a running one becomes
 * durable. `finishGrab` cancels it. Waits up to `lock_timeout_ms` for other requests and for a deletion of the
 * session. Throws GrabLockTimeout or SessionNotFound.
 */
export async function queueGrab(
  db: Database,
  wanted: WantedGrab & { lock_timeout_ms: number },
  enqueue: Enqueue,
): Promise<{ grab: GrabRow; joined: boolean }> {
  return inTransaction(db, 'BEGIN', (client) => queueGrabIn(client, wanted, enqueue));
}

/** The same in the transaction of that client. */
export async function queueGrabIn(
  client: PoolClient,
  wanted: WantedGrab & { lock_timeout_ms: number },
  enqueue: Enqueue,
): Promise<{ grab: GrabRow; joined: boolean }> {
  return withinLockTimeout(client, wanted.lock_timeout_ms, async () => {
    // Not the lock of the address book: a running grab holds that lock until its end.
    await client.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('grabber.grab-queue:' || $1::text, 0))`,
      [wanted.session_id],
    );
    const orm = drizzle(client);
    const found =
      (await getUnfinishedGrab({ orm }, wanted)) ?? (await letQueuedDoMore(orm, wanted));
    if (found?.durable) return { grab: found, joined: true };
    const adopted = found && (await makeDurable(orm, found.id));
    const grab = adopted ?? (await insertQueued(orm, wanted));
    await enqueue(client, grab);
    return { grab, joined: adopted !== null };
  });
}

async function letQueuedDoMore(
  orm: NodePgDatabase,
  { session_id, kind, refresh, confirm_removals }: WantedGrab,
): Promise<GrabRow | null> {
  if (!refresh && !confirm_removals) return null;
  const [row] = await orm
    .update(grabs)
    .set({ ...(refresh && { refresh }), ...(confirm_removals && { confirm_removals }) })
    .where(and(eq(grabs.session_id, session_id), eq(grabs.kind, kind), eq(grabs.state, 'queued')))
    .returning();
  return row ?? null;
}

/** Null: the grab has just ended. */
async function makeDurable(orm: NodePgDatabase, id: string): Promise<GrabRow | null> {
  const [row] = await orm
    .update(grabs)
    .set({ durable: true })
    .where(and(eq(grabs.id, id), isNull(grabs.finished_at)))
    .returning();
  return row ?? null;
}

async function insertQueued(orm: NodePgDatabase, wanted: WantedGrab): Promise<GrabRow> {
  const { session_id, kind, refresh, confirm_removals, now } = wanted;
  const asked = { session_id, kind, refresh, confirm_removals };
  try {
    const [row] = await orm
      .insert(grabs)
      .values({ ...asked, state: 'queued', durable: true, created_at: now })
      .returning();
    if (row === undefined) throw new Error('INSERT INTO grabs returned no row');
    return row;
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) throw new SessionNotFound();
    throw error;
  }
}

/**
 * Marks a queued grab as running: the given one, or the oldest of its kind. `timings` are the milliseconds
 * of the phases of this run that are over. Call it while holding the session's `GrabStore`. Null: the grab
 * was cancelled or is not queued, or no grab of the kind is queued. Waits only seconds for a lock, see
 * `isLockTimeout`.
 */
export async function startQueuedGrab(
  db: Database,
  which: { id: string } | Omit<WantedGrab, 'now'>,
  now: Date,
  timings: Record<string, number> = {},
): Promise<GrabRow | null> {
  return withShortLockTimeout(db, async ({ orm }) => {
    const [queued] = await orm
      .select()
      .from(grabs)
      .where(and(eq(grabs.state, 'queued'), ...conditionsOf(which)))
      .orderBy(asc(grabs.created_at))
      .limit(1);
    if (queued === undefined) return null;
    const attempts = queued.attempts + 1;
    const [row] = await orm
      .update(grabs)
      .set({ state: 'running', started_at: now, error: null, timings, attempts })
      .where(and(eq(grabs.id, queued.id), eq(grabs.state, 'queued')))
      .returning();
    return row ?? null;
  });
}

function conditionsOf(which: { id: string } | Omit<WantedGrab, 'now'>) {
  if ('id' in which) return [eq(grabs.id, which.id)];
  const { session_id, kind, refresh, confirm_removals } = which;
  return [
    eq(grabs.session_id, session_id),
    eq(grabs.kind, kind),
    gte(grabs.refresh, refresh),
    gte(grabs.confirm_removals, confirm_removals),
  ];
}
