import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/connection/open-database.ts';
import { type Acquired, acquireLease } from '../../src/placements/acquire-lease.ts';
import type { SeenEngine } from '../../src/placements/choose-engine.ts';

export const RULES = { lease_seconds: 60, margin_seconds: 10 };

/** An engine that was seen with room. */
export function seen(fields: Partial<SeenEngine> = {}): SeenEngine {
  return { id: randomUUID(), draining: false, free_browsers: 4, hold: null, ...fields };
}

/** The same engine, running the session under that generation. */
export function running(engine: SeenEngine, generation: number): SeenEngine {
  return { ...engine, hold: { generation, has_browser: true } };
}

export function acquire(
  db: Database,
  session_id: string,
  engines: readonly SeenEngine[],
  fields: { restore_older?: boolean } = {},
): Promise<Acquired> {
  return acquireLease(db, { session_id, engines, ...RULES, ...fields });
}

/** A new lease. Throws when there is none to have. */
export async function take(db: Database, session_id: string, engines: readonly SeenEngine[]) {
  const acquired = await acquire(db, session_id, engines);
  if (acquired.kind === 'taken') return acquired;
  throw new Error(`The lease was not taken: ${acquired.kind}`);
}

/** As if so many seconds of the database's time had passed since the lease was given. */
export async function pass(db: Database, session_id: string, seconds: number): Promise<void> {
  await db.pool.query(
    `UPDATE session_placements SET expires_at = expires_at - make_interval(secs => $2),
       placed_at = placed_at - make_interval(secs => $2) WHERE session_id = $1`,
    [session_id, seconds],
  );
}
