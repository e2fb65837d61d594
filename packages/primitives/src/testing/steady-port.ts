import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { retry } from '../retry.ts';

/**
 * Below the ephemeral ports, so that no `listen(0)` and no outgoing connection takes one while its server is
 * down. The embedded Postgres has those above, and `fetch` refuses 10,080.
 */
const PORTS = [11_000, 20_000] as const;
const LOOPBACK = '127.0.0.1';
const IN_USE_TIMEOUT_MS = 60_000;
const RETRY_INTERVAL_MS = 50;

/** Makes a server listen on a port that it can have again after it was down. Resolves with the port. */
export function listenOnSteadyPort(listen: (port: number) => Promise<unknown>): Promise<number> {
  return retryWhileInUse(async () => {
    const port = randomInt(...PORTS);
    await listen(port);
    return port;
  });
}

/** Makes a server listen on its port again, as soon as no other program uses it. */
export async function listenAgain(listen: () => Promise<unknown>): Promise<void> {
  await retryWhileInUse(listen);
}

/** A port of loopback that no program uses now, and that another one is unlikely to take. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnSteadyPort((port) => once(server.listen(port, LOOPBACK), 'listening'));
  server.close();
  await once(server, 'close');
  return port;
}

function retryWhileInUse<T>(work: () => Promise<T>): Promise<T> {
  return retry(work, {
    intervalMs: RETRY_INTERVAL_MS,
    timeoutMs: IN_USE_TIMEOUT_MS,
    willRetry: (error) => (error as NodeJS.ErrnoException).code === 'EADDRINUSE',
    signal: new AbortController().signal,
  });
}
