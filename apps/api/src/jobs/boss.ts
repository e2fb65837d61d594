import type { Database } from '@grabber/database/connection/open-database';
import { JOB_SCHEMA } from '@grabber/database/connection/queue-counts';
import { type ClaimedJob, claimingExecutor } from '@grabber/database/connection/sql';
import { scrub } from '@grabber/service-kit/scrub';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';

/** How long handlers may go on while the process closes. Longer than the grace for running grabs. */
const STOP_TIMEOUT_MS = 20_000;
const ERROR_LOG_INTERVAL_MS = 10_000;

/** The queue's library, started on first use. It uses only the connections of `db`. */
export type Boss = {
  /** Throws the errors of `pg`, and SHUTTING_DOWN after `stop`. After an error the next call tries again. */
  ready(): Promise<PgBoss>;
  /** Takes no more jobs. Resolves when the running jobs have ended or their time is over. */
  stop(): Promise<void>;
};

/** `onStart` adds queues and workers. */
export function createBoss(
  {
    db,
    logger,
    superviseSeconds,
    onUnsure,
  }: {
    readonly db: Database;
    readonly logger: Logger;
    /** How often to look for jobs of dead processes. The library limits both intervals that it sets. */
    readonly superviseSeconds: number;
    /** Gets jobs that may count as running in this process, though no worker has them. */
    readonly onUnsure: (jobs: readonly ClaimedJob[]) => void;
  },
  onStart: (boss: PgBoss) => Promise<void>,
): Boss {
  let starting: Promise<PgBoss> | undefined;
  let stopping: Promise<void> | undefined;

  async function start(): Promise<PgBoss> {
    // Imported late: it costs 0.1 s and 27 MB, which a process without durable grabs should not pay.
    const library = await import('pg-boss');
    const boss = new library.PgBoss({
      db: claimingExecutor(db.pool, onUnsure),
      schema: JOB_SCHEMA,
      superviseIntervalSeconds: superviseSeconds,
      monitorIntervalSeconds: superviseSeconds,
      schedule: false,
      registerInstance: false,
      openTelemetry: { enabled: false },
    });
    boss.on('error', bossErrorLog(logger));
    boss.on('warning', ({ message }) => logger.warn({ reason: message }, 'Job queue warning'));
    try {
      await boss.start();
      await onStart(boss);
      return boss;
    } catch (error) {
      await boss.stop({ graceful: false }).catch(() => {});
      throw error;
    }
  }

  async function stop(): Promise<void> {
    const boss = await starting?.catch(() => undefined);
    await boss?.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
  }

  return {
    async ready() {
      if (stopping !== undefined)
        throw new ServiceError('SHUTTING_DOWN', 'The service is shutting down.');
      starting ??= start();
      const mine = starting;
      return mine.catch((error: unknown) => {
        if (starting === mine) starting = undefined;
        throw error;
      });
    },
    stop() {
      stopping ??= stop().catch((error: unknown) =>
        logger.warn({ err: error }, 'Stopping the job queue failed'),
      );
      return stopping;
    },
  };
}

/** Logs one error per interval: each worker reports a lost database at every try. */
function bossErrorLog(logger: Logger): (error: unknown) => void {
  let silentUntil = 0;
  return (error) => {
    if (performance.now() < silentUntil) return;
    silentUntil = performance.now() + ERROR_LOG_INTERVAL_MS;
    // pg-boss does not pass an Error here, but an object with the fields of one.
    const { message, code } = error as { message?: string; code?: string };
    logger.warn({ code, reason: scrub(message ?? '') }, 'Job queue error');
  };
}
