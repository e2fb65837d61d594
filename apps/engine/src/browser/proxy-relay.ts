import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { GivenProxy } from '@grabber/contracts/proxy';
import { ServiceError } from '@grabber/service-kit/service-error';
import { isWhatsAppHost } from './network-rules.ts';

/** Includes the proxy's own connection to WhatsApp. */
const ANSWER_TIMEOUT_MS = 30_000;
const OK = 200;
const AUTHENTICATION_REQUIRED = 407;

/** A proxy on loopback for one browser, which passes its connections on to the proxy of the session. */
export type ProxyRelay = {
  readonly port: number;
  /** Why the proxy of the session did not pass the last connection on. Null when it did. */
  problem(): ServiceError | null;
  close(): void;
};

/**
 * The browser itself knows neither the proxy nor its password: a command line shows them to all users, and
 * Chromium asks the page's debugger for a password only for requests of pages. Only hosts of WhatsApp are passed
 * on, so the browser cannot use the proxy for calls of its own.
 */
export async function openProxyRelay(proxy: GivenProxy): Promise<ProxyRelay> {
  let problem: ServiceError | null = null;
  const sockets = new Set<Duplex>();
  const keep = (socket: Duplex) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // The other end of a tunnel sees that it closes.
    socket.on('error', () => socket.destroy());
  };
  // WhatsApp Web has no other requests than those of tunnels.
  const server = createServer((_request, reply) => void reply.writeHead(403).end());
  server.on('connection', keep);
  server.on('connect', async (wanted: IncomingMessage, client: Socket, head: Buffer) => {
    const target = wanted.url ?? '';
    if (!isWhatsAppHost(target.replace(/:\d+$/, ''))) return refuse(client, '403 Forbidden');
    try {
      const upstream = await openTunnel(proxy, target);
      problem = null;
      keep(upstream);
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      client.pipe(upstream).pipe(client);
      client.once('close', () => upstream.destroy());
      upstream.once('close', () => client.destroy());
    } catch (error) {
      problem = error as ServiceError;
      refuse(client, '502 Bad Gateway');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    problem: () => problem,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function refuse(client: Duplex, status: string): void {
  client.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
}

/** Rejects with ServiceError PROXY_AUTH_FAILED or PROXY_UNREACHABLE. */
function openTunnel(proxy: GivenProxy, target: string): Promise<Duplex> {
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
  const asked = request({
    host: proxy.host,
    port: proxy.port,
    method: 'CONNECT',
    path: target,
    agent: false,
    headers: { host: target, ...authorization(proxy) },
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  });
  asked.once('connect', ({ statusCode = 0 }, socket, head) => {
    if (statusCode === OK) {
      if (head.length > 0) socket.unshift(head);
      return resolve(socket);
    }
    socket.destroy();
    reject(refusedBy(statusCode));
  });
  // Some proxies answer a refusal as if the request were a usual one.
  asked.once('response', (response) => {
    response.destroy();
    reject(refusedBy(response.statusCode ?? 0));
  });
  asked.once('error', (cause: NodeJS.ErrnoException) => {
    const reason = cause.name === 'AbortError' ? 'no answer in time' : (cause.code ?? 'no answer');
    reject(unreachable(`The proxy of the session cannot be reached (${reason}).`, cause));
  });
  asked.end();
  return promise;
}

function authorization({ username = '', password = '' }: GivenProxy): Record<string, string> {
  if (username === '' && password === '') return {};
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  return { 'proxy-authorization': `Basic ${credentials}` };
}

function refusedBy(status: number): ServiceError {
  if (status !== AUTHENTICATION_REQUIRED) {
    return unreachable(`The proxy of the session refused the connection (status ${status}).`);
  }
  return new ServiceError(
    'PROXY_AUTH_FAILED',
    'The proxy of the session refused its user name or password.',
  );
}

function unreachable(message: string, cause?: Error): ServiceError {
  return new ServiceError('PROXY_UNREACHABLE', message, cause && { cause });
}
