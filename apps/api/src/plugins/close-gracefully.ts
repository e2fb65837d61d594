import type { HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';

/** Running grabs may go on for so long while the service closes; below what the process is given. */
const CLOSE_GRACE_MS = 15_000;

/** Ends what would go on for ever, and lets the grabs that run finish within a bound; durable ones then go back to the queue. */
export function closeGracefully(
  app: HttpServer,
  { grabs, jobs, events }: Pick<Context, 'grabs' | 'jobs' | 'events'>,
): void {
  app.addHook('preClose', async () => {
    events.end();
    const reason = new ServiceError('SHUTTING_DOWN', 'The service is shutting down.');
    const timer = setTimeout(() => grabs.abortAll(reason), CLOSE_GRACE_MS);
    // A job that was just taken begins its grab only now.
    void Promise.all([jobs.stop(), grabs.settled()]).then(() => clearTimeout(timer));
  });
}
