import type { Database } from '@grabber/database/connection/open-database';
import { sqlExecutor } from '@grabber/database/connection/sql';
import type { Enqueue } from '@grabber/database/grabs/queue-grab';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { createBoss } from './boss.ts';

const QUEUE = 'grabs';
/** Durable grabs at once in this process; below what there is for grabs. */
const WORKERS = 8;
/** How late a job of another process, or one that is due again, is seen. */
const POLLING_INTERVAL_SECONDS = 2;
/** When a job counts as left behind, whose process is gone. */
export type JobCare = {
  /** Nothing was heard of it for so long; the library wants 10 at least. */
  readonly heartbeatSeconds: number;
  /** How often such jobs are looked for. */
  readonly superviseSeconds: number;
};
export const JOB_CARE: JobCare = { heartbeatSeconds: 30, superviseSeconds: 15 };

/** What a job may take beyond its grab's own deadline. */
const EXPIRY_MARGIN_SECONDS = 120;

/** How often, and how soon, a durable grab is tried again. */
export type GrabRetry = {
  readonly limit: number;
  /** Before the first; doubled each time up to `maxDelaySeconds`. */
  readonly delaySeconds: number;
  readonly maxDelaySeconds: number;
};

/** About five minutes in all: long enough for an engine's restart or a browser's recovery. */
export const GRAB_RETRY: GrabRetry = { limit: 8, delaySeconds: 2, maxDelaySeconds: 60 };

/** A try of a durable grab. The job holds these ids alone; all else stands in the grab's row. */
export type GrabJob = {
  readonly grabId: string;
  readonly sessionId: string;
  /** 1 is the first. */
  readonly tryNumber: number;
  /** When it fails now it has failed for good. */
  readonly isLast: boolean;
  /** Aborts when the job's time is over. */
  readonly signal: AbortSignal;
};

export type GrabJobs = {
  /** Makes the queue ready, and begins to work it off. Throws what `pg` throws. */
  ready(): Promise<void>;
  /** Call ready() before the transaction. */
  readonly enqueue: Enqueue;
  /** Lets idle workers look now: for a job that was just committed. */
  wake(): void;
  /** Whether the job waits or runs. */
  isAlive(grabId: string): Promise<boolean>;
  /** Lets the job of a grab whose process is gone be tried again. */
  giveUp(grabId: string): Promise<void>;
  /** Takes no more jobs, and resolves when those that run have ended. */
  stop(): Promise<void>;
};

type Options = {
  readonly db: Database;
  readonly logger: Logger;
  readonly retry: GrabRetry;
  readonly care: JobCare;
  readonly grabTimeoutMs: number;
  /** Does a job; when it throws, the job is tried again later. */
  readonly run: (job: GrabJob) => Promise<void>;
};

/** The queue of durable grabs: at most one of a session at once, over all replicas. */
export function createGrabJobs(options: Options): GrabJobs {
  const { db, logger, retry } = options;
  const { superviseSeconds } = options.care;
  const workers: string[] = [];
  const boss = createBoss({ db, logger, superviseSeconds }, async (started) => {
    workers.length = 0;
    await openQueue(started, options);
    for (let count = 0; count < WORKERS; count += 1) {
      workers.push(
        await started.work<Payload, void, typeof WORKER>(QUEUE, WORKER, (jobs) =>
          runAll(options, jobs),
        ),
      );
    }
  });
  const stateOf = async (grabId: string) => {
    const [job] = await (await boss.ready()).findJobs(QUEUE, { id: grabId });
    return job;
  };
  let ready: PgBoss | undefined;
  return {
    async ready() {
      ready = await boss.ready();
    },
    async enqueue(client, grab) {
      const data = { grab_id: grab.id, session_id: grab.session_id };
      await (await boss.ready()).send(QUEUE, data, {
        id: grab.id,
        singletonKey: grab.session_id,
        retryLimit: retry.limit,
        retryDelay: retry.delaySeconds,
        retryBackoff: true,
        retryDelayMax: retry.maxDelaySeconds,
        db: sqlExecutor(client),
      });
    },
    wake() {
      for (const worker of workers) ready?.notifyWorker(worker);
    },
    async isAlive(grabId) {
      const job = await stateOf(grabId);
      return job !== undefined && ['created', 'retry', 'active'].includes(job.state);
    },
    async giveUp(grabId) {
      const job = await stateOf(grabId);
      if (job?.state !== 'active') return;
      const { id, retryCount } = job;
      const output = { code: 'GRAB_INTERRUPTED' };
      await (await boss.ready()).fail(QUEUE, { id, retryCount }, output);
    },
    stop: boss.stop,
  };
}

const WORKER = { includeMetadata: true, pollingIntervalSeconds: POLLING_INTERVAL_SECONDS } as const;

/** The settings of a queue that exists are brought up to date. */
async function openQueue(boss: PgBoss, { care, grabTimeoutMs }: Options): Promise<void> {
  const settings = {
    heartbeatSeconds: care.heartbeatSeconds,
    expireInSeconds: Math.ceil(grabTimeoutMs / 1_000) + EXPIRY_MARGIN_SECONDS,
  };
  await boss.createQueue(QUEUE, { ...settings, policy: 'singleton' });
  await boss.updateQueue(QUEUE, settings);
}

type Payload = { readonly grab_id: string; readonly session_id: string };

async function runAll({ run }: Options, jobs: readonly JobWithMetadata<Payload>[]): Promise<void> {
  for (const { data, retryCount, retryLimit, signal } of jobs) {
    const isLast = retryCount >= retryLimit;
    const { grab_id: grabId, session_id: sessionId } = data;
    await run({ grabId, sessionId, tryNumber: retryCount + 1, isLast, signal });
  }
}
