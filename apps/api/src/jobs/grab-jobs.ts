import type { Database } from '@grabber/database/connection/open-database';
import { type ClaimedJob, sqlExecutor } from '@grabber/database/connection/sql';
import type { Enqueue } from '@grabber/database/grabs/queue-grab';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { type Boss, createBoss } from './boss.ts';

const QUEUE = 'grabs';
/** Durable grabs at once in this process, if nothing else is set. */
const WORKERS = 8;
/** How late this process may see a job of another process, or a job that is due again. */
const POLLING_INTERVAL_SECONDS = 2;
/** When a job counts as left behind by a dead process. */
export type JobCare = {
  /** The job sent no heartbeat for this long. The library requires at least 10. */
  readonly heartbeatSeconds: number;
  /** How often to look for such jobs. */
  readonly superviseSeconds: number;
};
export const JOB_CARE: JobCare = { heartbeatSeconds: 15, superviseSeconds: 5 };

/** The library settles a job when its run has ended. Later it has failed to: the database was away. */
const SETTLED_AFTER_MS = 1_000;

/** How long a durable grab of a sleeping session waits for a browser in one try. */
export const WAKE_PATIENCE_MS = 30 * 60_000;
/** How much longer than all this a job may take. */
const EXPIRY_MARGIN_SECONDS = 120;

/** How often and how soon to retry a durable grab. */
export type GrabRetry = {
  readonly limit: number;
  /** The pause before the first retry. It doubles each time, up to `maxDelaySeconds`. */
  readonly delaySeconds: number;
  readonly maxDelaySeconds: number;
};

/** About five minutes in all: long enough for an engine's restart or a browser's recovery. */
export const GRAB_RETRY: GrabRetry = { limit: 8, delaySeconds: 2, maxDelaySeconds: 60 };

/** One try of a durable grab. The job stores only the two ids; the grab's row has the rest. */
export type GrabJob = {
  readonly grabId: string;
  readonly sessionId: string;
  /** 1 is the first. */
  readonly tryNumber: number;
  /** No retry follows if this try fails. */
  readonly isLast: boolean;
  /** Aborts when the job's time is over. */
  readonly signal: AbortSignal;
  /** Ends this try, and begins the next one after so long, not after the usual pause. The run must not throw then. */
  readonly postpone: (seconds: number) => Promise<void>;
};

export type GrabJobs = {
  /** Starts the queue and its workers. Throws the errors of `pg`. */
  ready(): Promise<void>;
  /** Adds a job in the caller's transaction. Call ready() before that transaction. */
  enqueueFor(workspaceId: string): Enqueue;
  /** Makes idle workers look for a job that was just committed. */
  wake(): void;
  /** Whether the grab's job is waiting or running. */
  isAlive(grabId: string): Promise<boolean>;
  /** Fails the job of a grab whose process is dead, so that the queue retries it at once. */
  giveUp(grabId: string): Promise<void>;
  /** The same for the jobs of this process whose run has ended or never began, and which still count as running. */
  giveUpUnsettled(): Promise<void>;
  /** Takes no more jobs. Resolves when the running jobs have ended. */
  stop(): Promise<void>;
};

type Options = {
  readonly db: Database;
  readonly logger: Logger;
  readonly retry: GrabRetry;
  readonly care: JobCare;
  readonly grabTimeoutMs: number;
  /**
   * Durable grabs at once in this process, also those that wait for a browser. A workspace has half of them at most, in
   * all processes.
   */
  readonly workers?: number;
  /** Runs a job. The queue retries the job later if this throws. */
  readonly run: (job: GrabJob) => Promise<void>;
};

/** The queue of durable grabs. Over all replicas, at most one grab of a session runs at once. */
export function createGrabJobs(options: Options): GrabJobs {
  const { db, logger, retry, workers: places = WORKERS } = options;
  const { superviseSeconds } = options.care;
  const workers: string[] = [];
  const ended = new Map<string, Ended>();
  const onUnsure = (jobs: readonly ClaimedJob[]) => addUnsure(ended, jobs);
  const boss = createBoss({ db, logger, superviseSeconds, onUnsure }, async (started) => {
    workers.length = 0;
    await openQueue(started, options);
    const settings = { ...WORKER, groupConcurrency: Math.ceil(places / 2) };
    for (let count = 0; count < places; count += 1) {
      workers.push(
        await started.work<Payload, void, typeof settings>(QUEUE, settings, (jobs) =>
          runAll({ ...options, giveUp }, jobs, ended),
        ),
      );
    }
  });
  let ready: PgBoss | undefined;
  const wake = () => {
    for (const worker of workers) ready?.notifyWorker(worker);
  };
  const { findJob, giveUp } = createGiveUp(boss, wake);
  return {
    async ready() {
      ready = await boss.ready();
    },
    enqueueFor: (workspaceId) => async (client, grab) => {
      const data = { grab_id: grab.id, session_id: grab.session_id };
      await (await boss.ready()).send(QUEUE, data, {
        id: grab.id,
        singletonKey: grab.session_id,
        group: { id: workspaceId },
        retryLimit: retry.limit,
        retryDelay: retry.delaySeconds,
        retryBackoff: true,
        retryDelayMax: retry.maxDelaySeconds,
        db: sqlExecutor(client),
      });
    },
    wake,
    async isAlive(grabId) {
      const job = await findJob(grabId);
      return job !== undefined && ['created', 'retry', 'active'].includes(job.state);
    },
    async giveUp(grabId) {
      const job = await findJob(grabId);
      if (job) await giveUp(job);
    },
    giveUpUnsettled: () => giveUpEnded(ended, { findJob, giveUp }),
    stop: boss.stop,
  };
}

function createGiveUp(boss: Boss, wake: () => void) {
  async function findJob(id: string) {
    const [job] = await (await boss.ready()).findJobs(QUEUE, { id });
    return job;
  }
  /** Ends a try that still counts as running. The pause before a retry is for what the engine or the account must get over. */
  async function giveUp({ id, retryCount }: Attempt, startAfter = new Date()): Promise<void> {
    const queue = await boss.ready();
    const isIn = async (state: string) => {
      const job = await findJob(id);
      return job?.state === state && job.retryCount === retryCount;
    };
    if (!(await isIn('active'))) return;
    await queue.fail(QUEUE, { id, retryCount }, { code: 'GRAB_INTERRUPTED' });
    if (!(await isIn('retry'))) return;
    await queue.update(QUEUE, undefined, { id, startAfter });
    wake();
  }
  return { findJob, giveUp };
}

async function giveUpEnded(
  ended: Map<string, Ended>,
  { findJob, giveUp }: ReturnType<typeof createGiveUp>,
): Promise<void> {
  for (const [grabId, { attempt, at, startedOn }] of ended) {
    if (performance.now() - at < SETTLED_AFTER_MS) continue;
    // A claim that did not commit has left the job to another process, with the same number of its try.
    const isOurs = !startedOn || isClaimedAt(await findJob(grabId), startedOn);
    if (isOurs) await giveUp(attempt);
    ended.delete(grabId);
  }
}

function isClaimedAt(job: ClaimedJob | undefined, startedOn: Date): boolean {
  return job?.startedOn?.getTime() === startedOn.getTime();
}

const WORKER = {
  includeMetadata: true,
  pollingIntervalSeconds: POLLING_INTERVAL_SECONDS,
} as const;

/** Creates the queue, or updates the settings of an existing one. */
async function openQueue(boss: PgBoss, { care, grabTimeoutMs }: Options): Promise<void> {
  const settings = {
    heartbeatSeconds: care.heartbeatSeconds,
    expireInSeconds: Math.ceil((grabTimeoutMs + WAKE_PATIENCE_MS) / 1_000) + EXPIRY_MARGIN_SECONDS,
  };
  await boss.createQueue(QUEUE, { ...settings, policy: 'singleton' });
  await boss.updateQueue(QUEUE, settings);
}

type Payload = { readonly grab_id: string; readonly session_id: string };

/** One try of a job: what the library settles. Nothing happens to a later try of it. */
type Attempt = { readonly id: string; readonly retryCount: number };
type Ended = {
  readonly attempt: Attempt;
  readonly at: number;
  /** When it was claimed, if only that is known. */
  readonly startedOn?: Date;
};

async function runAll(
  { run, giveUp }: Pick<Options, 'run'> & Pick<ReturnType<typeof createGiveUp>, 'giveUp'>,
  jobs: readonly JobWithMetadata<Payload>[],
  ended: Map<string, Ended>,
): Promise<void> {
  for (const { id, data, retryCount, retryLimit, signal } of jobs) {
    const isLast = retryCount >= retryLimit;
    const { grab_id: grabId, session_id: sessionId } = data;
    ended.delete(grabId);
    const attempt = { id, retryCount };
    const postpone = (seconds: number) => giveUp(attempt, new Date(Date.now() + seconds * 1_000));
    try {
      await run({ grabId, sessionId, tryNumber: retryCount + 1, isLast, signal, postpone });
    } finally {
      ended.set(grabId, { attempt, at: performance.now() });
    }
  }
}

/** Notes jobs that no worker has got, because the answer of their claim was lost. */
function addUnsure(ended: Map<string, Ended>, jobs: readonly ClaimedJob[]): void {
  for (const { id, retryCount, startedOn } of jobs) {
    ended.set(id, { attempt: { id, retryCount }, at: performance.now(), startedOn });
  }
}
