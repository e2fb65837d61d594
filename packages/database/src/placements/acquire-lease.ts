import { isUuid } from '@grabber/primitives/uuid';
import type { ClientBase } from 'pg';
import { isLockTimeout, sqlStateOf } from '../connection/database-errors.ts';
import type { Database } from '../connection/open-database.ts';
import { inTransaction } from '../connection/transactions.ts';
import { SessionNotFound } from '../sessions/session-row.ts';
import {
  type Choice,
  chooseEngine,
  type PlacementRules,
  type SeenEngine,
} from './choose-engine.ts';
import { noteLeft } from './old-profiles.ts';
import { KNOWN_PLACEMENT, type KnownPlacement } from './placement-row.ts';

/** A lease on a session, which only one engine has. */
export type Lease = {
  readonly session_id: string;
  readonly engine_id: string;
  readonly generation: number;
};

export type Acquired =
  | { readonly kind: 'held'; readonly lease: Lease }
  | {
      readonly kind: 'taken';
      readonly lease: Lease;
      readonly restore: Extract<Choice, { kind: 'take' }>['restore'];
      /** For `giveBackLease`, if the engine refuses. */
      readonly before: KnownPlacement;
    }
  | Exclude<Choice, { kind: 'held' | 'take' }>;

export type AcquireOptions = PlacementRules & {
  readonly session_id: string;
  /** The engines that were seen just before: what is written here counts from later than what they said. */
  readonly engines: readonly SeenEngine[];
  /** A person wants the last stored copy, though its engine has a newer profile. */
  readonly restore_older?: boolean;
};

/** A merge of a grab holds off a new lease; a request does not wait for a longer one. */
const LOCK_TIMEOUT_MS = 10_000;
const BUSY_SECONDS = 5;
const FOREIGN_KEY_VIOLATION = '23503';

/**
 * Gives a session the lease under which it may run, or says why that must wait. One transaction, with the row locked: of
 * several processes one takes it. A merge under the old lease ends before. Throws SessionNotFound.
 */
export async function acquireLease(db: Database, options: AcquireOptions): Promise<Acquired> {
  const { session_id } = options;
  if (!isUuid(session_id)) throw new SessionNotFound();
  const held = options.restore_older ? null : await prolongHeld(db, options);
  if (held) return { kind: 'held', lease: held };
  await addRow(db, session_id);
  const begin = `BEGIN; SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`;
  try {
    return await inTransaction(db, begin, (client) => decide(client, options));
  } catch (error) {
    if (isLockTimeout(error)) return { kind: 'moving', after_seconds: BUSY_SECONDS };
    throw error;
  }
}

/** The lease that the engine says it holds, prolonged, without waiting for a merge. */
async function prolongHeld(
  db: Database,
  { session_id, engines, lease_seconds }: AcquireOptions,
): Promise<Lease | null> {
  const running = engines.filter(({ hold }) => hold?.has_browser && hold.generation !== null);
  if (running.length === 0) return null;
  const { rows } = await db.pool.query<Lease>(
    `UPDATE session_placements p SET wants_browser = true, bundle_is_current = false,
       expires_at = greatest(expires_at, clock_timestamp() + make_interval(secs => $4))
     FROM unnest($2::uuid[], $3::bigint[]) held (engine_id, generation)
     WHERE p.session_id = $1 AND p.engine_id = held.engine_id AND p.generation = held.generation
       AND p.expires_at > clock_timestamp()
     RETURNING p.session_id, p.engine_id, p.generation`,
    [
      session_id,
      running.map(({ id }) => id),
      running.map(({ hold }) => hold?.generation),
      lease_seconds,
    ],
  );
  return rows[0] ?? null;
}

async function addRow(db: Database, session_id: string): Promise<void> {
  try {
    await db.pool.query(
      'INSERT INTO session_placements (session_id) VALUES ($1) ON CONFLICT (session_id) DO NOTHING',
      [session_id],
    );
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) throw new SessionNotFound();
    throw error;
  }
}

async function decide(client: ClientBase, options: AcquireOptions): Promise<Acquired> {
  const { session_id, engines, lease_seconds } = options;
  // FOR UPDATE, and not what an UPDATE takes: it waits for a merge that keeps the generation.
  const locked = await client.query(
    'SELECT FROM session_placements WHERE session_id = $1 FOR UPDATE',
    [session_id],
  );
  if (locked.rowCount === 0) throw new SessionNotFound();
  const { rows } = await client.query<KnownPlacement>(
    `SELECT ${KNOWN_PLACEMENT} FROM session_placements p WHERE p.session_id = $1`,
    [session_id],
  );
  const before = rows[0];
  if (before === undefined) throw new SessionNotFound();
  const choice = chooseEngine(before, engines, options);
  if (choice.kind === 'take') {
    const { engine_id, restore } = choice;
    // A database that was restored from a backup may know less than the engines.
    const known = engines.map(({ hold }) => hold?.generation ?? 0);
    const generation = Math.max(before.generation, ...known) + 1;
    await take(client, { session_id, engine_id, generation }, lease_seconds);
    await leaveBehind(client, before, choice);
    return { kind: 'taken', lease: { session_id, engine_id, generation }, restore, before };
  }
  if (choice.kind === 'held') {
    const { engine_id, generation } = before;
    if (engine_id === null) throw new Error('A lease without an engine');
    await client.query(
      `UPDATE session_placements SET wants_browser = true, bundle_is_current = false,
         expires_at = greatest(expires_at, clock_timestamp() + make_interval(secs => $2))
       WHERE session_id = $1`,
      [session_id, lease_seconds],
    );
    return { kind: 'held', lease: { session_id, engine_id, generation } };
  }
  if (choice.kind === 'waits') {
    await client.query(
      `UPDATE session_placements SET waits_for_engine_since = clock_timestamp()
       WHERE session_id = $1 AND waits_for_engine_since IS NULL`,
      [session_id],
    );
  }
  return choice;
}

/** The profile stays on the engine that the session leaves. One that ran there without a lease cannot be told by its number. */
async function leaveBehind(
  client: ClientBase,
  { session_id, engine_id, home_generation: generation }: KnownPlacement,
  { engine_id: next, restore }: Extract<Choice, { kind: 'take' }>,
): Promise<void> {
  if (engine_id === null || engine_id === next || generation === 0) return;
  const was_copied = restore?.replace === true;
  await noteLeft(client, { session_id, engine_id, generation, was_copied });
}

async function take(client: ClientBase, lease: Lease, lease_seconds: number): Promise<void> {
  const { session_id, engine_id, generation } = lease;
  // The copy counts as old from here on: the browser may run before anything is known of it.
  await client.query(
    `UPDATE session_placements SET engine_id = $2, generation = $3, home_generation = $3,
       placed_at = clock_timestamp(),
       expires_at = clock_timestamp() + make_interval(secs => $4), wants_browser = true,
       bundle_is_current = false, waits_for_engine_since = NULL
     WHERE session_id = $1`,
    [session_id, engine_id, generation, lease_seconds],
  );
}

/**
 * The engine refused to start the session under a lease that no other process has used: nothing runs, and everything
 * but the generation is as before.
 */
export async function giveBackLease(
  db: Database,
  { session_id, generation }: Lease,
  before: KnownPlacement,
): Promise<void> {
  await db.pool.query(
    `UPDATE session_placements SET engine_id = $3, expires_at = $8, placed_at = $9,
       wants_browser = $4, is_linked = $5, bundle_generation = $6, bundle_is_current = $7,
       home_generation = $10
     WHERE session_id = $1 AND generation = $2`,
    [
      session_id,
      generation,
      before.engine_id,
      before.wants_browser,
      before.is_linked,
      before.bundle_generation,
      before.bundle_is_current,
      before.expires_at,
      before.placed_at,
      before.home_generation,
    ],
  );
}
