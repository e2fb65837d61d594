import type { HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';

/**
 * Ends what would go on for ever, and lets the grabs that run finish within a bound; durable ones
 * then go back to the queue.
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
    // A job that was just taken begins its grab only now.
    void Promise.all([jobs.stop(), grabs.settled()]).then(() => clearTimeout(timer));
  });
}
