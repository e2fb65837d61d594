import type { Database } from '@grabber/database/connection/open-database';
import { queueGrab } from '@grabber/database/grabs/queue-grab';
import { newSession } from '@grabber/database/testing/new-session';
import { createLogger } from '@grabber/service-kit/logger';
import { createGrabJobs, type GrabJobs } from '../../src/jobs/grab-jobs.ts';

/** The queue of grabs, with jobs that last until it closes. */
export type HangingJobs = {
  /** Queues a grab of a new session; answers its id. */
  queue(): Promise<string>;
  readonly jobs: GrabJobs;
  close(): Promise<void>;
};

/** Who is gone is missed as soon as the library lets it be. */
export function hangingJobs(db: Database, onJob: (grabId: string) => void): HangingJobs {
  const closing = Promise.withResolvers<void>();
  const jobs = createGrabJobs({
    db,
    logger: createLogger({ service: 'api', level: 'silent' }),
    retry: { limit: 3, delaySeconds: 1, maxDelaySeconds: 1 },
    care: { heartbeatSeconds: 10, superviseSeconds: 1 },
    grabTimeoutMs: 120_000,
    run: ({ grabId }) => {
      onJob(grabId);
      return closing.promise;
    },
  });
  return {
    jobs,
    async queue() {
      const { id: session_id, workspace_id } = await newSession(db);
      const kind = 'all' as const;
      const asked = { session_id, kind, refresh: false, confirm_removals: false };
      const wanted = { ...asked, now: new Date(), lock_timeout_ms: 10_000 };
      await jobs.ready();
      return (await queueGrab(db, wanted, jobs.enqueueFor(workspace_id))).grab.id;
    },
    close() {
      closing.resolve();
      return jobs.stop();
    },
  };
}
