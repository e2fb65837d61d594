import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A proxy before a Postgres that can stop to forward, as a balancer does that forgot a connection. */
export type SilentProxy = {
  /** The URL of the database through the proxy. */
  readonly url: string;
  /** From now on the open connections forward nothing, and stay open. New ones work. */
  silence(): void;
  /**
   * From now on a connection ends when the server answers a request that holds the text: the request is done, and
   * its client does not know it. Null: no longer.
   */
  loseAnswersOf(text: string | null): void;
  /** Connections that were opened so far. */
  opened(): number;
  close(): Promise<void>;
};

/** Starts one on a free loopback port. */
export async function startSilentProxy(databaseUrl: string): Promise<SilentProxy> {
  const target = new URL(databaseUrl);
  const host = target.hostname;
  const port = Number(target.port || 5432);
  const pairs = new Set<readonly [Socket, Socket]>();
  let opened = 0;
  let lostAnswers: string | null = null;
  const server = createServer((near) => {
    opened += 1;
    const far = connect(port, host);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const socket of pair) {
      socket.on('error', () => {});
      socket.on('close', () => {
        pairs.delete(pair);
        for (const each of pair) each.destroy();
      });
    }
    near.on('data', (chunk: Buffer) => {
      if (lostAnswers === null || !chunk.includes(lostAnswers)) return;
      far.unpipe(near);
      far.once('data', () => near.destroy());
    });
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  target.hostname = '127.0.0.1';
  target.port = String((server.address() as AddressInfo).port);
  return {
    url: target.href,
    silence() {
      for (const [near, far] of pairs) {
        // What the client sends is dropped, so that its end is seen. The end of the server is not.
        near.unpipe(far).resume();
        far.unpipe(near);
      }
    },
    loseAnswersOf(text) {
      lostAnswers = text;
    },
    opened: () => opened,
    async close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
