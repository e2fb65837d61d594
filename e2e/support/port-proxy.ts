import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { listenAgain, listenOnSteadyPort } from '@grabber/primitives/testing/steady-port';

/** `cut`: no connection is accepted. `silent`: connections stay open, and nothing passes. */
type Partition = 'cut' | 'silent';

/** A port before another one, which can be taken from the network without harm to the process behind it. */
export type PortProxy = {
  readonly url: string;
  /** The process behind it may come back on another port. */
  forwardTo(url: string): void;
  partition(how: Partition): Promise<void>;
  heal(): Promise<void>;
  close(): Promise<void>;
};

export async function startPortProxy(): Promise<PortProxy> {
  const sockets = new Set<Socket>();
  let target = 0;
  let isSilent = false;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    keep(near);
    if (isSilent) return void near.pause();
    const far = keep(connect(target, '127.0.0.1'));
    near.on('close', () => far.destroy()).pipe(far);
    far.on('close', () => near.destroy()).pipe(near);
  });
  const listen = (port: number) => once(server.listen(port, '127.0.0.1'), 'listening');
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const stopListening = async () => {
    const closed = server.listening ? once(server, 'close') : undefined;
    server.close();
    destroyAll();
    await closed;
  };
  const port = await listenOnSteadyPort(listen);
  return {
    url: `http://127.0.0.1:${port}`,
    forwardTo(url) {
      target = Number(new URL(url).port);
    },
    async partition(how) {
      if (how === 'cut') return stopListening();
      isSilent = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    async heal() {
      // What was silent for so long ends, as connections do that a firewall has forgotten.
      if (isSilent) destroyAll();
      isSilent = false;
      if (!server.listening) await listenAgain(() => listen(port));
    },
    close: stopListening,
  };
}
