import type { Database } from '../connection/open-database.ts';
import type { GrabRow } from '../grabs/grab-row.ts';
import { queueGrab, type WantedGrab } from '../grabs/queue-grab.ts';

const LOCK_TIMEOUT_MS = 10_000;

/** A durable grab that waits, without a job behind it. */
export async function queuedGrab(
  db: Database,
  wanted: Pick<WantedGrab, 'session_id' | 'now'> & Partial<WantedGrab>,
): Promise<GrabRow> {
  const complete = {
    kind: 'all' as const,
    refresh: false,
    confirm_removals: false,
    lock_timeout_ms: LOCK_TIMEOUT_MS,
    ...wanted,
  };
  return (await queueGrab(db, complete, async () => undefined)).grab;
}
