import type { Database } from '@grabber/database/connection/open-database';
import { sqlExecutor } from '@grabber/database/connection/sql';
import { scrub } from '@grabber/service-kit/scrub';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';

const SCHEMA = 'grabber_jobs';
/** Handlers may go on for so long while the process closes; above the grace that running grabs have. */
const STOP_TIMEOUT_MS = 20_000;
const ERROR_LOG_INTERVAL_MS = 10_000;

/** The queue's library, started when it is first needed. It uses the connections of `db` alone. */
export type Boss = {
  /** Throws what `pg` throws; the next call tries again. SHUTTING_DOWN after `stop`. */
  ready(): Promise<PgBoss>;
  /** Takes no more jobs, and resolves when those that run have ended or their time is over. */
  stop(): Promise<void>;
};

/** `onStart` adds queues and workers. */
export function createBoss(
  {
    db,
    logger,
    superviseSeconds,
  }: {
    readonly db: Database;
    readonly logger: Logger;
    /** How often jobs of processes that are gone are looked for; the library has a bound for each of both. */
    readonly superviseSeconds: number;
  },
  onStart: (boss: PgBoss) => Promise<void>,
): Boss {
  let starting: Promise<PgBoss> | undefined;
  let stopping: Promise<void> | undefined;

  async function start(): Promise<PgBoss> {
    // A tenth of a second and 27 MB, which nobody pays who queues nothing.
    const library = await import('pg-boss');
    const boss = new library.PgBoss({
      db: sqlExecutor(db.pool),
      schema: SCHEMA,
      superviseIntervalSeconds: superviseSeconds,
      monitorIntervalSeconds: superviseSeconds,
      schedule: false,
      registerInstance: false,
      openTelemetry: { enabled: false },
    });
    boss.on('error', bossErrorLog(logger));
    boss.on('warning', ({ message }) => logger.warn({ reason: message }, 'The job queue warns'));
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
        logger.warn({ err: error }, 'The job queue did not stop as it should'),
      );
      return stopping;
    },
  };
}

/** Each of its workers tells of a database that is gone at every try: one line stands for them all. */
function bossErrorLog(logger: Logger): (error: unknown) => void {
  let silentUntil = 0;
  return (error) => {
    if (performance.now() < silentUntil) return;
    silentUntil = performance.now() + ERROR_LOG_INTERVAL_MS;
    // It is no Error that pg-boss passes on, but an object with the fields of one.
    const { message, code } = error as { message?: string; code?: string };
    logger.warn({ code, reason: scrub(message ?? '') }, 'The job queue met an error');
  };
}
