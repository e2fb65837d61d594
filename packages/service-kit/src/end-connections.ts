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
  const watch = (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
    if (closing) setTimeout(() => unused.has(socket) && socket.destroy(), LATE_GRACE_MS).unref();
  };
  app.server.on('connection', watch);
  if ('setSecureContext' in app.server) watchSecured(app, { unused, watch });
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

/** With TLS another socket takes the place of the first one when the handshake is done, and requests name that one. */
function watchSecured(
  app: FastifyInstance,
  { unused, watch }: { unused: Set<Socket>; watch: (socket: Socket) => void },
): void {
  const peerOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`;
  const handshaking = new Map<string, Socket>();
  app.server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket);
    handshaking.set(peer, socket);
    socket.once('close', () => handshaking.get(peer) === socket && handshaking.delete(peer));
  });
  app.server.on('secureConnection', (socket: Socket) => {
    const first = handshaking.get(peerOf(socket));
    handshaking.delete(peerOf(socket));
    if (first) unused.delete(first);
    watch(socket);
  });
}

/**
 * Breaks off every unfinished answer after `graceMs`. A client that does not read would otherwise
 * keep the server from closing. For the end of the last `preClose`.
 */
export function breakOffAfter(app: Pick<FastifyInstance, 'server'>, graceMs: number): void {
  setTimeout(() => app.server.closeAllConnections(), graceMs).unref();
}
