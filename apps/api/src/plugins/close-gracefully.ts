import type { HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';

/** Running grabs may go on for so long while the service closes; below what the process is given. */
const CLOSE_GRACE_MS = 15_000;

/** Lets what runs finish within a bound, and leaves no idle connection that would keep the server open. */
export function closeGracefully(app: HttpServer, { grabs }: Pick<Context, 'grabs'>): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
    const reason = new ServiceError('SHUTTING_DOWN', 'The service is shutting down.');
    const timer = setTimeout(() => grabs.abortAll(reason), CLOSE_GRACE_MS);
    void grabs.settled().then(() => clearTimeout(timer));
  });
  app.addHook('onSend', async (_, reply) => {
    // Its keep-alive would outlast the answer, and with it the closing.
    if (closing) reply.header('connection', 'close');
  });
}
