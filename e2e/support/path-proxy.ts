import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A reverse proxy that serves another server below a path, and takes the path away. */
export type PathProxy = {
  /** With the path, without a slash at its end. */
  readonly url: string;
  /** The address to pass requests on to. */
  target: string;
  /** The paths of the requests that were not below the path. */
  readonly lost: readonly string[];
  close(): void;
};

export async function startPathProxy(path: string): Promise<PathProxy> {
  const lost: string[] = [];
  const server = createServer((incoming, answer) => {
    const { url = '', method, headers } = incoming;
    if (url !== path && !url.startsWith(`${path}/`)) {
      lost.push(url);
      return void answer.writeHead(404).end();
    }
    const target = new URL(url.slice(path.length), proxy.target);
    const outgoing = request(target, { method, headers }, (received) => {
      answer.writeHead(received.statusCode ?? 502, received.headers);
      received.pipe(answer);
    });
    // A client that leaves ends its request, and a server that ends leaves the client without an answer.
    answer.on('close', () => outgoing.destroy());
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: PathProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    target: '',
    lost,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return proxy;
}
