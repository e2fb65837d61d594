import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export type TestProxy = {
  readonly port: number;
  /** The targets that were asked for, in order. */
  readonly targets: string[];
  /** The `Proxy-Authorization` of each request, in order. */
  readonly credentials: (string | undefined)[];
  /** From now on it wants these credentials. */
  demand(credentials: string | null): void;
  close(): Promise<void>;
};

/** An HTTP proxy whose every tunnel ends at `port` of this machine. */
export async function startTestProxy(port: number): Promise<TestProxy> {
  const targets: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  let demanded: string | null = null;
  const server = createServer();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
  });
  server.on('connect', (request, client: Socket) => {
    targets.push(request.url ?? '');
    const given = request.headers['proxy-authorization'];
    credentials.push(given);
    const wanted = demanded && `Basic ${Buffer.from(demanded).toString('base64')}`;
    if (wanted !== null && given !== wanted) {
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    sockets.add(upstream);
    upstream.on('error', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    targets,
    credentials,
    demand: (value) => {
      demanded = value;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
