import type { FastifyInstance } from 'fastify';

/** From the moment the server closes, no answer keeps its connection: keep-alive would outlast the closing. */
export function endConnectionsOnClose(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}
