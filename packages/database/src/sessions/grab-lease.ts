import { randomUUID } from 'node:crypto';
import { isUuid } from '@grabber/primitives/uuid';
import type { ClientBase, PoolClient } from 'pg';
import { sqlStateOf } from '../connection/database-errors.ts';
import type { Database } from '../connection/open-database.ts';
import { SessionNotFound } from './session-row.ts';

/** An owner that is silent for longer has lost its lease to the next one who asks. */
const OWNER_TIMEOUT = '15 seconds';
const HEARTBEAT_INTERVAL_MS = 3_000;
const FOREIGN_KEY_VIOLATION = '23503';

/** Another process has taken the session over, or the session was deleted. */
export class GrabLeaseLost extends Error {
  override readonly name = 'GrabLeaseLost';
  readonly code = 'GRAB_LEASE_LOST';

  constructor() {
    super('another process has taken the session over');
  }
}

/** The right to grab a session, which one store has at a time. */
export type GrabLease = {
  readonly session_id: string;
  readonly owner: string;
  readonly generation: number;
};

/** The advisory lock of an owner's connection: Postgres frees it as soon as that connection ends. */
function ownerKey(sessionId: string, generation: string): string {
  return `hashtextextended('grabber.grab-owner:' || ${sessionId}::text || ' ' || ${generation}::text, 0)`;
}

/**
 * Condition: the lease has no owner, or its owner was silent for too long, or the owner's connection has
 * ended. The transaction may get the advisory lock of a dead owner until its end.
 */
export function isFreeLease(lease: string): string {
  return `(${lease}.owner IS NULL
    OR ${lease}.heartbeat_at < clock_timestamp() - interval '${OWNER_TIMEOUT}'
    OR pg_try_advisory_xact_lock(${ownerKey(`${lease}.session_id`, `${lease}.generation`)}))`;
}

/** Whether a living store has the lease of the session, in the client's transaction. */
export async function isSessionLeased(client: ClientBase, sessionId: string): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    `SELECT ${isFreeLease('l')} AS free FROM grab_leases l WHERE l.session_id = $1`,
    [sessionId],
  );
  return rows[0]?.free === false;
}

/**
 * Takes the lease for the client's connection, outside of a transaction. Null: it is not free. A row that
 * another transaction has locked belongs to a merge, so this does not wait for it. Throws SessionNotFound.
 */
export async function tryTakeLease(
  client: PoolClient,
  session_id: string,
): Promise<GrabLease | null> {
  if (!isUuid(session_id)) throw new SessionNotFound();
  await addLeaseRow(client, session_id);
  const owner = randomUUID();
  const { rows } = await client.query<{ generation: number }>(
    `WITH free AS MATERIALIZED (
       SELECT l.session_id FROM grab_leases l WHERE l.session_id = $1 AND ${isFreeLease('l')}
       FOR UPDATE SKIP LOCKED
     ), taken AS (
       UPDATE grab_leases l
       SET owner = $2, generation = l.generation + 1, heartbeat_at = clock_timestamp()
       FROM free WHERE l.session_id = free.session_id RETURNING l.generation
     ) SELECT generation, pg_advisory_lock(${ownerKey('$1', 'generation')}) FROM taken`,
    [session_id, owner],
  );
  const generation = rows[0]?.generation;
  return generation === undefined ? null : { session_id, owner, generation };
}

async function addLeaseRow(client: ClientBase, session_id: string): Promise<void> {
  try {
    await client.query(
      'INSERT INTO grab_leases (session_id) VALUES ($1) ON CONFLICT (session_id) DO NOTHING',
      [session_id],
    );
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) throw new SessionNotFound();
    throw error;
  }
}

const HELD = 'session_id = $1 AND owner = $2 AND generation = $3';

function valuesOf({ session_id, owner, generation }: GrabLease): unknown[] {
  return [session_id, owner, generation];
}

/**
 * Locks the lease until the end of the client's transaction: what is written in it is written by the owner. Throws
 * GrabLeaseLost.
 */
export async function keepLease(client: ClientBase, lease: GrabLease): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM grab_leases WHERE ${HELD} FOR UPDATE`,
    valuesOf(lease),
  );
  if (rowCount === 0) throw new GrabLeaseLost();
}

/** Gives the lease back, in the client's transaction if it has one. Does nothing when it is lost. */
export async function releaseLease(client: ClientBase, lease: GrabLease): Promise<void> {
  await client.query(`UPDATE grab_leases SET owner = NULL WHERE ${HELD}`, valuesOf(lease));
}

/** The heartbeat of one owner. */
export type Heartbeat = {
  /** Aborts with GrabLeaseLost. */
  readonly lost: AbortSignal;
  stop(): void;
};

/**
 * Says at an interval that the owner lives. A failure to say it changes nothing: the lease is lost only
 * when another one has it.
 */
export function startHeartbeat(db: Database, lease: GrabLease): Heartbeat {
  const lost = new AbortController();
  let isBeating = false;
  async function beat(): Promise<void> {
    if (isBeating) return;
    isBeating = true;
    try {
      // Requests must not take the connections that a heartbeat needs.
      const { rowCount } = await db.reserved.pool.query(
        `UPDATE grab_leases SET heartbeat_at = clock_timestamp() WHERE ${HELD}`,
        valuesOf(lease),
      );
      if (rowCount === 0) stop(new GrabLeaseLost());
    } catch {
      // The next one may come through.
    } finally {
      isBeating = false;
    }
  }
  const timer = setInterval(beat, HEARTBEAT_INTERVAL_MS).unref();
  function stop(reason?: GrabLeaseLost): void {
    clearInterval(timer);
    if (reason) lost.abort(reason);
  }
  return { lost: lost.signal, stop: () => stop() };
}
