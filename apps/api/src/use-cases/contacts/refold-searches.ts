import { withAdvisoryLock } from '@grabber/database/connection/advisory-lock';
import { refoldSearchTexts } from '@grabber/database/search/refold-search-texts';
import type { Context } from '../../context.ts';

/** A session whose grab holds the lock for longer is left for the next run. */
const LOCK_TIMEOUT_MS = 2_000;

/**
 * Folds the searched texts again that an older version stored. Costs nothing once that is done. Does nothing while
 * another replica does the same. Throws the errors of `pg` when the database is away.
 */
export async function refoldSearches(
  { db, logger }: Pick<Context, 'db' | 'logger'>,
  signal: AbortSignal,
): Promise<void> {
  await withAdvisoryLock(db, 'search-refold', async () => {
    const options = { lock_timeout_ms: LOCK_TIMEOUT_MS, signal };
    const { contacts, skipped_sessions, failures } = await refoldSearchTexts(db, options);
    if (contacts + skipped_sessions > 0)
      logger.info({ contacts, skipped_sessions }, 'Searched texts folded again');
    for (const { session_id, error } of failures) {
      const { code } = error as { code?: string };
      logger.warn({ session_id, code }, 'Folding searched texts again failed for a session');
    }
  });
}
