import type { Database } from '@grabber/database/connection/open-database';
import { sqlExecutor } from '@grabber/database/connection/sql';
import {
  type DueStream,
  noteDueStreams,
  noteUnsentStreams,
  takeGrownStreams,
  type WebhookStream,
} from '@grabber/database/webhooks/webhook-streams';
import type { JobWithMetadata } from 'pg-boss';
import type { Logger } from 'pino';
import { createBoss } from './boss.ts';
import { JOB_CARE } from './grab-jobs.ts';

const QUEUE = 'webhooks';
/** Streams at once in this process. */
const WORKERS = 4;
/**
 * Streams of one workspace at once in this process: half of its workers stay for the others. The count over all
 * processes is not exact: workers that look at once all find a free place.
 */
const WORKERS_OF_WORKSPACE = 2;
/** Only the first worker can be woken. */
const POLLING_INTERVAL_SECONDS = 1;
const WORKER = {
  includeMetadata: true,
  pollingIntervalSeconds: POLLING_INTERVAL_SECONDS,
  localConcurrency: WORKERS,
  localGroupConcurrency: WORKERS_OF_WORKSPACE,
} as const;
const LOOK_INTERVAL_MS = 1_000;
/** The look for what a killed process left behind goes over all webhooks. */
const LOOKS_BETWEEN_SWEEPS = 60;
/** More than a turn and its last request take. */
const TURN_SECONDS = 3_600;
const RETRIES_OF_A_KILLED_TURN = 10;

/** Sends the events of webhooks in the background. */
export type WebhookWork = {
  start(): void;
  /** Resolves when the running requests have ended. */
  stop(): Promise<void>;
};

type Options = {
  readonly db: Database;
  readonly logger: Logger;
  /** Sends the next events of a stream. True: there are more. */
  readonly deliver: (stream: WebhookStream, signal: AbortSignal) => Promise<boolean>;
};

/** Streams handed to the workers. At most one job of a stream waits, and one runs. */
type Queue = {
  /** Adds them in the transaction of that connection. */
  add(client: Parameters<typeof sqlExecutor>[0], streams: readonly DueStream[]): Promise<void>;
  /** Makes an idle worker look for jobs that were just committed. */
  wake(): Promise<void>;
  stop(): Promise<void>;
};

function openQueue({ db, logger, deliver }: Options, stopping: AbortSignal): Queue {
  let worker = '';
  const { superviseSeconds, heartbeatSeconds } = JOB_CARE;
  // A claimed turn without a worker sends no heartbeat, so the queue soon hands it out again.
  const onUnsure = () => {};
  const boss = createBoss({ db, logger, superviseSeconds, onUnsure }, async (started) => {
    const settings = { heartbeatSeconds, expireInSeconds: TURN_SECONDS };
    await started.createQueue(QUEUE, { ...settings, policy: 'stately' });
    await started.updateQueue(QUEUE, settings);
    worker = await started.work<WebhookStream, void, typeof WORKER>(QUEUE, WORKER, runAll);
  });

  async function runAll(jobs: readonly JobWithMetadata<WebhookStream>[]): Promise<void> {
    for (const { data, signal, groupId } of jobs) {
      const more = await deliver(data, AbortSignal.any([signal, stopping]));
      if (more && !stopping.aborted) await add(db.pool, [{ ...data, workspace_id: groupId ?? '' }]);
    }
  }

  const add: Queue['add'] = async (client, streams) => {
    const queue = await boss.ready();
    for (const { workspace_id, ...stream } of streams) {
      await queue.send(QUEUE, stream, {
        singletonKey: `${stream.webhook_id}/${stream.session_id}/${stream.topic}`,
        group: { id: workspace_id },
        retryLimit: RETRIES_OF_A_KILLED_TURN,
        retryDelay: 1,
        db: sqlExecutor(client),
      });
    }
  };

  return {
    add,
    async wake() {
      const queue = await boss.ready();
      queue.notifyWorker(worker);
    },
    stop: boss.stop,
  };
}

/**
 * The positions of the streams say what is next and when. A job says that a stream has something. The library of jobs
 * starts with the first event, so a process without webhooks does not pay for it.
 */
export function createWebhookWork(options: Options): WebhookWork {
  const { db, logger } = options;
  const stopping = new AbortController();
  const queue = openQueue(options, stopping.signal);
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let looks = 0;

  async function lookOnce(): Promise<void> {
    if (looks % LOOKS_BETWEEN_SWEEPS === 0) await noteUnsentStreams(db);
    looks += 1;
    await noteDueStreams(db);
    if ((await takeGrownStreams(db, queue.add)) > 0) await queue.wake();
  }

  function next(): void {
    running = lookOnce()
      .catch((error: unknown) => {
        if (stopping.signal.aborted) return;
        logger.warn({ err: error }, 'Looking for events of webhooks failed');
      })
      .then(() => {
        if (!stopping.signal.aborted) timer = setTimeout(next, LOOK_INTERVAL_MS).unref();
      });
  }

  return {
    start: next,
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
      await queue.stop();
    },
  };
}
