import { openDatabase } from '@grabber/database/connection/open-database';

/** The phase of a grab, seen from outside: it is storing from its change number to its commit. */
export type GrabPhase = 'queued' | 'reading' | 'storing' | 'ended';

export type GrabPhaseReader = {
  phaseOf(grabId: string): Promise<GrabPhase>;
  close(): Promise<void>;
};

/** Whether a transaction that holds the lock of an address book also has a change number. */
const STORING = `EXISTS (
  SELECT FROM pg_locks counter JOIN pg_locks book USING (pid)
  WHERE counter.relation = 'change_counters'::regclass AND counter.mode = 'RowExclusiveLock'
    AND book.locktype = 'advisory' AND book.granted)`;

/** Asks the database directly, which is fast enough to hit a phase. */
export async function readGrabPhases(databaseUrl: string): Promise<GrabPhaseReader> {
  const db = openDatabase(databaseUrl, { max: 1 });
  await db.pool.query('SELECT 1');
  return {
    async phaseOf(grabId) {
      const { rows } = await db.pool.query<{ phase: GrabPhase }>(
        `SELECT CASE WHEN finished_at IS NOT NULL THEN 'ended' WHEN state = 'queued' THEN 'queued'
           WHEN ${STORING} THEN 'storing' ELSE 'reading' END AS phase
         FROM grabs WHERE id = $1`,
        [grabId],
      );
      const [row] = rows;
      if (!row) throw new Error('Grab not found.');
      return row.phase;
    },
    close: () => db.close(),
  };
}
