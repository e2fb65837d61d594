import { breakOffAfter } from '@grabber/service-kit/end-connections';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';

/** For the answers of grabs that the grace has ended. */
const LAST_ANSWERS_GRACE_MS = 2_000;

/**
 * On close, ends the event streams at once and gives running grabs and downloads a limited time to finish. After that,
 * durable grabs go back to the queue, and what a client has not read is broken off.
 */
export function closeGracefully(
  app: HttpServer,
  {
    grabs,
    jobs,
    events,
    closeGraceMs,
  }: Pick<Context, 'grabs' | 'jobs' | 'events' | 'closeGraceMs'>,
): void {
  app.addHook('preClose', async () => {
    events.end();
    const reason = new ServiceError('SHUTTING_DOWN', 'The service is shutting down.');
    const timer = setTimeout(() => grabs.abortAll(reason), closeGraceMs);
    breakOffAfter(app, closeGraceMs + LAST_ANSWERS_GRACE_MS);
    // The timer stays until both have ended, because a job that was just taken starts its grab only now.
    void Promise.all([jobs.stop(), grabs.settled()]).then(() => clearTimeout(timer));
  });
}
