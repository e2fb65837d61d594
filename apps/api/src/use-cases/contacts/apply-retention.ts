import { tryAlone } from '@grabber/database/connection/advisory-lock';
import { forgetTombstones, purgeInactive } from '@grabber/database/contacts/purge-contacts';
import { forgetGrabs } from '@grabber/database/grabs/purge-grabs';
import type { NotDone } from '@grabber/database/sessions/each-session';
import type { Context } from '../../context.ts';

const DAY_MS = 86_400_000;
/** Who reads changes more rarely must begin anew: its cursor is refused. */
export const TOMBSTONE_DAYS = 90;
/** A session that is being grabbed is left for the next run. */
const LOCK_TIMEOUT_MS = 2_000;

/** How long what is old is kept, in days; null: for ever. */
export type Retention = {
  /** What is inactive. */
  readonly contactDays: number | null;
  /** The records of grabs that have ended. */
  readonly grabDays: number | null;
};

/**
 * Purges what has been inactive for longer than the retention says, and forgets old grabs and
 * tombstones; does nothing while another replica is at it. Stops soon when `signal` aborts. A session
 * of which that fails is logged, and holds up no other; then this throws in the end, and a later run
 * finds the rest. Throws what `pg` throws when the database is away.
 */
export async function applyRetention(
  { db, clock, logger }: Pick<Context, 'db' | 'clock' | 'logger'>,
  { contactDays, grabDays }: Retention,
  signal: AbortSignal,
): Promise<void> {
  const options = (days: number) => {
    const older_than = new Date(clock().getTime() - days * DAY_MS);
    return { older_than, lock_timeout_ms: LOCK_TIMEOUT_MS, signal };
  };
  let failed = 0;
  const report = ({ failures, ...counts }: NotDone, message: string): void => {
    if (Object.values(counts).some((count) => count > 0)) logger.info(counts, message);
    for (const { session_id, error } of failures) {
      const { code } = error as { code?: string };
      logger.warn({ session_id, code }, 'What is old could not be deleted of a session');
    }
    failed += failures.length;
  };
  await tryAlone(db, 'retention', async () => {
    if (contactDays !== null)
      report(await purgeInactive(db, options(contactDays)), 'Inactive contacts purged');
    if (grabDays !== null) report(await forgetGrabs(db, options(grabDays)), 'Old grabs deleted');
    await forgetTombstones(db, options(TOMBSTONE_DAYS));
  });
  if (failed > 0) throw new Error(`The retention failed ${failed} time(s).`);
}
