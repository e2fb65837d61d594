import { forgetTombstones } from '@grabber/database/forget-tombstones';
import { purgeInactive } from '@grabber/database/purge-inactive';
import { tryAlone } from '@grabber/database/try-alone';
import type { Context } from '../context.ts';

const DAY_MS = 86_400_000;
/** Who reads changes more rarely must begin anew: its cursor is refused. */
export const TOMBSTONE_DAYS = 90;
/** A session that is being grabbed is left for the next run. */
const LOCK_TIMEOUT_MS = 2_000;

export type Retention = {
  /** How long what is inactive is kept, in days; null: for ever. */
  readonly contactDays: number | null;
};

/**
 * Purges what has been inactive for longer than the retention says, and forgets old tombstones; does
 * nothing while another replica is at it. Stops soon when `signal` aborts. Throws what `pg` throws.
 */
export async function purgeInactiveContacts(
  { db, clock, logger }: Pick<Context, 'db' | 'clock' | 'logger'>,
  { contactDays }: Retention,
  signal: AbortSignal,
): Promise<void> {
  const daysAgo = (days: number) => new Date(clock().getTime() - days * DAY_MS);
  await tryAlone(db, 'retention', async () => {
    if (contactDays !== null) {
      const older_than = daysAgo(contactDays);
      const lock_timeout_ms = LOCK_TIMEOUT_MS;
      const purged = await purgeInactive(db, { older_than, lock_timeout_ms, signal });
      if (Object.values(purged).some((count) => count > 0)) {
        logger.info(purged, 'Inactive contacts purged');
      }
    }
    await forgetTombstones(db, { older_than: daysAgo(TOMBSTONE_DAYS) });
  });
}
