import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { ServiceError } from './service-error.ts';

/** The time in which a connection that arrives during the closing must send its request. */
const LATE_GRACE_MS = 1_000;

const RETRY_AFTER_SECONDS = 5;

/**
 * During the closing, new requests are answered SHUTTING_DOWN, and no answer keeps its connection
 * alive. Otherwise keep-alive would delay the closing. So would connections that clients opened
 * ahead and never used: Node waits for them.
 */
export function endConnectionsOnClose(app: FastifyInstance): void {
  let closing = false;
  const unused = new Set<Socket>();
  // Requests of TLS name the socket that this event gives.
  const opened = 'setSecureContext' in app.server ? 'secureConnection' : 'connection';
  app.server.on(opened, (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
    if (closing) setTimeout(() => unused.has(socket) && socket.destroy(), LATE_GRACE_MS).unref();
  });
  app.server.on('request', ({ socket }) => unused.delete(socket));
  app.addHook('preClose', async () => {
    closing = true;
    for (const socket of unused) socket.destroy();
  });
  app.addHook('onRequest', async () => {
    if (!closing) return;
    throw new ServiceError('SHUTTING_DOWN', 'The service is stopping: ask again in a moment.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}

/**
 * Breaks off every unfinished answer after `graceMs`. A client that does not read would otherwise
 * keep the server from closing. For the end of the last `preClose`.
 */
export function breakOffAfter(app: Pick<FastifyInstance, 'server'>, graceMs: number): void {
  setTimeout(() => app.server.closeAllConnections(), graceMs).unref();
}
