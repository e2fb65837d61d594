import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Clients that send a request, see that its answer begins, and read no more. */
export type AbsentReaders = { leave(): void };

/** Opens so many of them, each with a connection of its own. The API may refuse some of them later. */
export async function openAbsentReaders(
  url: string,
  { path, key, count }: { path: string; key: string; count: number },
): Promise<AbsentReaders> {
  const { hostname, port } = new URL(url);
  const sockets: Socket[] = [];
  for (let n = 0; n < count; n += 1) {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.pause();
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nX-API-Key: ${key}\r\n\r\n`);
    sockets.push(socket);
  }
  return {
    leave() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
