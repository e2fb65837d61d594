import { randomUUID } from 'node:crypto';
import type { Database } from '@grabber/database/connection/open-database';
import { beatReplica, endReplica } from '@grabber/database/workspaces/api-replicas';
import type { Logger } from 'pino';

const BEAT_INTERVAL_MS = 10_000;

/** Knows how many API processes of the installation live. */
export type ReplicaWork = {
  /** As of the last heartbeat. Never less than 1, which is this process. */
  count(): number;
  beat(): Promise<void>;
  start(): void;
  /** Resolves when the process no longer counts. */
  stop(): Promise<void>;
};

/** One small write in ten seconds, whatever the number of requests. Without the database the last count stays. */
export function createReplicaWork({
  db,
  logger,
}: {
  readonly db: Database;
  readonly logger: Logger;
}): ReplicaWork {
  const id = randomUUID();
  let live = 1;
  let timer: NodeJS.Timeout | undefined;
  let beating: Promise<void> = Promise.resolve();

  async function beat(): Promise<void> {
    live = Math.max(1, await beatReplica(db, id));
  }

  function next(): void {
    beating = beat().catch((error: unknown) => {
      logger.debug({ err: error }, 'Heartbeat of the process failed');
    });
  }

  return {
    count: () => live,
    beat,
    start() {
      next();
      timer = setInterval(next, BEAT_INTERVAL_MS).unref();
    },
    async stop() {
      clearInterval(timer);
      await beating;
      await endReplica(db, id).catch(() => undefined);
    },
  };
}
