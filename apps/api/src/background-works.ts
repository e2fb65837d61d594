import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { createGrabWork } from './jobs/grab-work.ts';
import { createLeaseWork, createOldProfileWork, createResumeWork } from './jobs/lease-work.ts';
import { createRetentionWork } from './jobs/retention-work.ts';
import { createScheduleWork } from './jobs/schedule-work.ts';
import { createSleepWork } from './jobs/sleep-work.ts';
import { createWebhookWork } from './jobs/webhook-jobs.ts';
import { applyRetention, type Retention } from './use-cases/contacts/apply-retention.ts';
import { refoldSearches } from './use-cases/contacts/refold-searches.ts';
import { failAbandonedGrabs, recoverGrabs } from './use-cases/grabs/recover-grabs.ts';
import { runDueSchedules } from './use-cases/schedules/run-due-schedules.ts';
import { putSessionsToSleep, wakeDueSession } from './use-cases/sessions/keep-sessions-asleep.ts';
import { keepSessionsPlaced } from './use-cases/sessions/keep-sessions-placed.ts';
import { createResume } from './use-cases/sessions/resume-on-one-engine.ts';
import { deliverStream } from './use-cases/webhooks/deliver-stream.ts';

const SUGGESTED_RETENTION =
  'Inactive contacts are kept without limit. CONTACT_RETENTION_DAYS=365 deletes them a year after they were last seen';

/** The work that the process does without a request. */
export function backgroundWorks(context: Context, config: Config) {
  const { jobs, logger } = context;
  const { retentionDays: webhookDays, maxEvents: webhookEvents } = config.webhooks;
  const retention: Retention = {
    ...config.retention,
    auditDays: config.auditRetentionDays,
    webhookDays,
    webhookEvents,
  };
  if (retention.contactDays === null) logger.info(SUGGESTED_RETENTION);
  const { pool, lone } = context;
  return [
    context.replicas,
    ...(pool === null
      ? []
      : [
          createLeaseWork(pool, logger, (signal) => keepSessionsPlaced(context, pool, signal)),
          createOldProfileWork(pool, logger),
        ]),
    ...(lone === null
      ? []
      : [
          createResumeWork(logger, createResume(context, lone)),
          createOldProfileWork(lone, logger),
        ]),
    createGrabWork({
      jobs,
      logger,
      recover: () => recoverGrabs(context),
      failAbandoned: () => failAbandonedGrabs(context),
    }),
    createScheduleWork(logger, (signal) => runDueSchedules(context, signal)),
    createSleepWork(logger, {
      putToSleep: () => putSessionsToSleep(context),
      wake: (signal) => wakeDueSession(context, signal),
    }),
    createRetentionWork(logger, async (signal) => {
      await refoldSearches(context, signal);
      await applyRetention(context, retention, signal);
    }),
    createWebhookWork({
      db: context.db,
      logger,
      deliver: (stream, signal) => deliverStream(context, stream, signal),
    }),
  ];
}
