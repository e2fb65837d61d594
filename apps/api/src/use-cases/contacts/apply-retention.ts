import { purgeAuditEntries } from '@grabber/database/audit/audit-entries';
import { forgetChangeValues } from '@grabber/database/changes/change-values';
import { withAdvisoryLock } from '@grabber/database/connection/advisory-lock';
import { purgeConsoleSessions } from '@grabber/database/console/console-sessions';
import { purgeSignInLinks } from '@grabber/database/console/sign-in-links';
import { forgetChangeTimes } from '@grabber/database/contacts/change-times';
import {
  databaseTime,
  forgetTombstones,
  purgeInactive,
} from '@grabber/database/contacts/purge-contacts';
import { forgetGrabs } from '@grabber/database/grabs/purge-grabs';
import type { NotDone } from '@grabber/database/sessions/each-session';
import { purgeWebhookData } from '@grabber/database/webhooks/webhook-deliveries';
import { purgeKeys } from '@grabber/database/workspaces/idempotency-keys';
import type { Context } from '../../context.ts';

import { KEY_LIFETIME_MS } from '../access/keyed-requests.ts';

const DAY_MS = 86_400_000;
/** A client that reads changes less often must start again: the API refuses its cursor. */
export const TOMBSTONE_DAYS = 90;
/** How long the old and new values of changes are kept, in a workspace that wants them. */
const CHANGE_VALUE_DAYS = 30;
/** Each run skips a session whose grab holds the lock for longer than this. */
const LOCK_TIMEOUT_MS = 2_000;

/** How many days old data is kept. Null: without limit. */
export type Retention = {
  /** For inactive contacts, groups and memberships. */
  readonly contactDays: number | null;
  /** For the records of ended grabs. */
  readonly grabDays: number | null;
  /** For the entries of the audit. Absent: without limit. */
  readonly auditDays?: number | null;
  /** For the events of webhooks and the log of their deliveries. Absent: without limit, as the next one. */
  readonly webhookDays?: number;
  /** How many events a workspace keeps. */
  readonly webhookEvents?: number;
};

/** What is older than this is not kept. */
export function retentionStart(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}

/**
 * Purges contacts that have been inactive for longer than the retention, and deletes old grabs and
 * tombstones. Does nothing while another replica does the same. Stops soon when `signal` aborts. A
 * failure in one session is logged and does not stop the others. Then this throws at the end, and a later
 * run tries that session again. Throws the errors of `pg` when the database is away.
 */
export async function applyRetention(
  {
    db,
    logger,
    now = () => databaseTime(db),
  }: Pick<Context, 'db' | 'logger'> & { readonly now?: () => Promise<Date> },
  { contactDays, grabDays, auditDays = null, ...webhooks }: Retention,
  signal: AbortSignal,
): Promise<void> {
  const today = await now();
  const options = (days: number) => {
    const older_than = retentionStart(today, days);
    return { older_than, lock_timeout_ms: LOCK_TIMEOUT_MS, signal };
  };
  let failed = 0;
  const report = ({ failures, ...counts }: NotDone, message: string): void => {
    if (Object.values(counts).some((count) => count > 0)) logger.info(counts, message);
    for (const { session_id, error } of failures) {
      const { code } = error as { code?: string };
      logger.warn({ session_id, code }, 'Retention failed for a session');
    }
    failed += failures.length;
  };
  await withAdvisoryLock(db, 'retention', async () => {
    if (contactDays !== null)
      report(await purgeInactive(db, options(contactDays)), 'Inactive contacts purged');
    if (grabDays !== null) report(await forgetGrabs(db, options(grabDays)), 'Old grabs deleted');
    if (auditDays !== null) {
      const purged = await purgeAuditEntries(db, options(auditDays));
      if (purged > 0) logger.info({ purged }, 'Old audit entries deleted');
    }
    await purgeKeys(db, new Date(today.getTime() - KEY_LIFETIME_MS));
    await purgeConsoleSessions(db, today);
    await purgeSignInLinks(db, today);
    await forgetChangeValues(db, options(CHANGE_VALUE_DAYS));
    await forgetTombstones(db, options(TOMBSTONE_DAYS));
    await forgetChangeTimes(db, options(TOMBSTONE_DAYS));
    await purgeWebhooks(db, logger, { ...webhooks, today });
  });
  if (failed > 0) throw new Error(`Retention failed ${failed} time(s).`);
}

async function purgeWebhooks(
  db: Context['db'],
  logger: Context['logger'],
  limits: Pick<Retention, 'webhookDays' | 'webhookEvents'> & { readonly today: Date },
): Promise<void> {
  const { today, webhookDays, webhookEvents = Number.MAX_SAFE_INTEGER } = limits;
  if (webhookDays === undefined) return;
  const older_than = retentionStart(today, webhookDays);
  const { overflow } = await purgeWebhookData(db, { older_than, max_events: webhookEvents });
  // A receiver may have missed these.
  if (overflow > 0) logger.warn({ overflow }, 'Events of webhooks beyond the limit deleted');
}
