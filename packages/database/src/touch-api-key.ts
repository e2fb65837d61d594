import { and, eq, isNull, lt, or } from 'drizzle-orm';
import type { Database } from './open-database.ts';
import { apiKeys } from './schema/api-keys.ts';

/** A key in constant use costs one write a minute. */
const TOUCH_INTERVAL_MS = 60_000;

/** Notes that the key was used; writes at most once a minute. */
export async function touchApiKey(db: Database, input: { id: string; now: Date }): Promise<void> {
  const due = new Date(input.now.getTime() - TOUCH_INTERVAL_MS);
  await db.orm
    .update(apiKeys)
    .set({ last_used_at: input.now })
    .where(
      and(
        eq(apiKeys.id, input.id),
        or(isNull(apiKeys.last_used_at), lt(apiKeys.last_used_at, due)),
      ),
    );
}
