import type { HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';

/** Running grabs may go on for so long while the service closes; below what the process is given. */
const CLOSE_GRACE_MS = 15_000;

/** Lets the grabs that run finish within a bound. */
export function closeGracefully(app: HttpServer, { grabs }: Pick<Context, 'grabs'>): void {
  app.addHook('preClose', async () => {
    const reason = new ServiceError('SHUTTING_DOWN', 'The service is shutting down.');
    const timer = setTimeout(() => grabs.abortAll(reason), CLOSE_GRACE_MS);
    void grabs.settled().then(() => clearTimeout(timer));
  });
}
